package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.Seq2SeqBatch;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BartDirectoryTest {

  private static final BartConfig CONFIG = SmallModels.config(0.1);
  private static final String WEIGHTS = "model.safetensors";
  private static final String SHARED = "model.shared.weight";

  @TempDir Path directory;
  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @BeforeEach
  void write() throws IOException {
    write(directory);
  }

  @Test
  void whatIsWrittenIsReadToTheBit() throws IOException {
    assertEquals(CONFIG, new BartDirectory(directory).readConfig());
    try (BartModel model = new BartDirectory(directory).read(manager)) {
      for (ParameterSpec spec : BartLayout.of(CONFIG)) {
        float[] read = model.getParameters().get(spec.name()).toFloatArray();
        assertArrayEquals(SmallModels.valuesOf(spec), read, spec.name());
      }
      assertEquals(0.3f, model.getLogitsBias().toFloatArray()[3]);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void aModelForInferenceIsTheSameWithoutGradients(Precision precision) throws IOException {
    BartDirectory stored = new BartDirectory(directory);
    try (BartModel model = stored.read(manager, CONFIG, precision);
        BartModel frozen = stored.readForInference(manager, precision)) {
      assertFalse(frozen.getParameters().isTrainable());
      assertDecodesAlike(model, frozen);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FP32", "BF16"})
  void aModelForGenerationDecodesTheSameAndDoesNothingElse(Precision precision) throws IOException {
    ConditionalDirectory stored = new ConditionalDirectory(directory);
    try (ConditionalModel model = stored.read(manager, CONFIG, precision);
        ConditionalModel kept = stored.readForGeneration(manager, precision)) {
      assertThrows(IllegalStateException.class, model::keepForGeneration);
      for (int i = 0; i < 2; i++) { // the second time with the weights of the first
        assertDecodesAlike(model, kept);
      }
      PackedTokens text = PackedTokens.of(List.of(new int[] {0, 5, 6, 2}));
      Seq2SeqBatch batch = Seq2SeqBatch.teacherForced(text, text, 2);
      assertTrue(model.evaluate(manager, batch).nats().length > 0);
      assertThrows(IllegalStateException.class, () -> kept.evaluate(manager, batch));
      String matrix = BartLayout.DECODER_LAYERS + "0.fc1.weight";
      assertTrue(model.getParameters().getNames().contains(matrix));
      assertFalse(kept.getParameters().getNames().contains(matrix));
    }
  }

  private void assertDecodesAlike(ConditionalModel one, ConditionalModel other) {
    try (TargetDecoder decoder = one.startDecoding(manager, 1);
        TargetDecoder another = other.startDecoding(manager, 1)) {
      decoder.add(List.of(new int[] {0, 5, 6, 2}));
      another.add(List.of(new int[] {0, 5, 6, 2}));
      Candidates expected = decoder.step(new int[] {2}, new int[] {0}, new long[0], 9);
      Candidates actual = another.step(new int[] {2}, new int[] {0}, new long[0], 9);
      for (int i = 0; i < 9; i++) {
        assertEquals(expected.getToken(0, i), actual.getToken(0, i));
        assertEquals(expected.getLogProbability(0, i), actual.getLogProbability(0, i));
      }
    }
  }

  @Test
  void equalModelsAreEqualBytes() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    write(other);
    for (String file : new String[] {"config.json", "generation_config.json", WEIGHTS}) {
      assertEquals(-1, Files.mismatch(directory.resolve(file), other.resolve(file)), file);
    }
  }

  @Test
  void theFileIsLaidOutAsTransformersDoes() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(directory.resolve(WEIGHTS))) {
      assertEquals(Map.of("format", "pt"), file.getMetadata());
      assertArrayEquals(new long[] {1, 61}, file.getTensor("final_logits_bias").getShape());
      assertEquals(BartLayout.of(CONFIG).size() + 1, file.getNames().size());
    }
  }

  @Test
  void copiesOfTheWordTableAreReadOver() throws IOException {
    Map<String, Tensor> tensors = tensors();
    for (String copy : new String[] {"lm_head", "model.encoder.embed_tokens"}) {
      tensors.put(copy + ".weight", shared(tensors));
    }
    assertReads(tensors);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lm_head.weight", "model.decoder.embed_tokens.weight"})
  void aCopyStandsForTheWordTable(String copy) throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.put(copy, shared(tensors));
    tensors.remove(SHARED);
    assertReads(tensors);
  }

  @Test
  void copiesThatDifferAreTold() throws IOException {
    Map<String, Tensor> tensors = tensors();
    Tensor words = shared(tensors);
    float[] others = words.values().clone();
    others[7]++;
    Tensor other = new Tensor(words.shape(), others);
    tensors.put("lm_head.weight", other);
    assertEquals(List.of("lm_head.weight differs from " + SHARED), readNotices(tensors));
    tensors.remove(SHARED); // the encoder's stands for it, whatever the order of the file
    tensors.remove("lm_head.weight");
    tensors.put("model.decoder.embed_tokens.weight", other);
    tensors.put("model.encoder.embed_tokens.weight", words);
    assertEquals(
        List.of("model.decoder.embed_tokens.weight differs from model.encoder.embed_tokens.weight"),
        readNotices(tensors));
  }

  private List<String> readNotices(Map<String, Tensor> tensors) throws IOException {
    write(tensors);
    List<String> notices = new ArrayList<>();
    try (BartModel model =
        new BartDirectory(directory, notices::add).read(manager, CONFIG, Precision.FP32)) {
      assertArrayEquals(
          SmallModels.valuesOf(BartLayout.words(CONFIG)),
          model.getParameters().get(SHARED).toFloatArray());
    }
    return notices.stream()
        .map(notice -> notice.replaceFirst("^.*: ", "").replaceFirst(", which.*", ""))
        .toList();
  }

  @Test
  void aModelWithoutItsOutputLayerIsRead() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors().forEach((name, tensor) -> tensors.put(name.replaceFirst("^model\\.", ""), tensor));
    tensors.remove("final_logits_bias");
    assertReads(tensors);
  }

  @Test
  void halvesAreRead() throws IOException {
    float[] words = new float[61 * 24];
    for (int i = 0; i < words.length; i++) {
      words[i] = i % 64 / 8f - 4; // exact in F16
    }
    Map<String, Tensor> tensors = tensors();
    tensors.put(SHARED, new Tensor(new long[] {61, 24}, words));
    SafetensorsWriter writer = new SafetensorsWriter();
    tensors.forEach((name, tensor) -> writer.halves(name, tensor.shape(), tensor::values));
    writer.write(directory.resolve(WEIGHTS));
    try (BartModel model = read()) {
      assertArrayEquals(words, model.getParameters().get(SHARED).toFloatArray());
    }
  }

  @Test
  void aMissingTensorIsCorruptAndNamed() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.remove("model.decoder.layers.1.fc2.bias");
    assertCorrupt(tensors, "the tensor model.decoder.layers.1.fc2.bias is missing");
  }

  @Test
  void aTensorOfAnotherShapeIsCorruptAndNamed() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.put("model.encoder.layers.0.fc1.bias", new Tensor(new long[] {41}, new float[41]));
    assertCorrupt(tensors, "model.encoder.layers.0.fc1.bias has shape [41]");
    tensors.putAll(tensors());
    tensors.put("final_logits_bias", new Tensor(new long[] {61}, new float[61]));
    assertCorrupt(tensors, "final_logits_bias has shape [61]");
  }

  @Test
  void tensorsThatBartHasNotAreNamedInALine() throws IOException {
    Map<String, Tensor> tensors = tensors();
    tensors.put("classification_head.dense.bias", new Tensor(new long[] {1}, new float[1]));
    tensors.put("lines\nof a name", new Tensor(new long[] {1}, new float[1]));
    write(tensors);
    List<String> notices = new ArrayList<>();
    new BartDirectory(directory, notices::add).read(manager).close();
    assertEquals(
        List.of(
            directory.resolve(WEIGHTS)
                + " contains tensors that this model does not use: classification_head.dense.bias,"
                + " lines of a name"),
        notices);
  }

  @Test
  void aDirectoryWithoutModelIsRefused() throws IOException {
    Files.delete(directory.resolve(WEIGHTS));
    assertThrows(UsageException.class, this::read);
    Files.delete(directory.resolve("config.json"));
    assertThrows(UsageException.class, this::read);
  }

  @ParameterizedTest
  @CsvSource({"'\"bart\"','\"bert\"',bert", "'\"gelu\"','\"tanh\"',tanh"})
  void anotherKindOfModelIsRefused(String from, String to, String named) throws IOException {
    edit(from, to);
    var failure = assertThrows(UsageException.class, this::read);
    assertTrue(failure.getMessage().contains(named), failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "'\"d_model\": 24','\"d_model\": 25',encoder_attention_heads",
    "'\"d_model\": 24','\"d_model\": {}',config.json",
    "'\"d_model\": 24','\"d_model\": null',the key d_model is missing",
    "'\"d_model\": 24','\"d_model\": \"wide\"',config.json",
    "'\"encoder_layers\": 2','\"encoder_layers\": 2000000000',encoder_layers",
    "'\"pad_token_id\": 1','\"pad_token_id\": 61',pad_token_id",
    "'\"dropout\": 0.1','\"dropout\": 1.0',dropout",
    "'{','[',config.json",
  })
  void aConfigurationThatMakesNoSenseIsCorrupt(String from, String to, String named)
      throws IOException {
    edit(from, to);
    var failure = assertThrows(CorruptDataException.class, this::read);
    assertTrue(failure.getMessage().contains(named), failure.getMessage());
  }

  @Test
  void valuesThatMayBeAbsentMayBeNull() throws IOException {
    edit("\"init_std\": 0.02", "\"init_std\": null");
    edit("\"decoder_start_token_id\": 2", "\"decoder_start_token_id\": null");
    assertEquals(CONFIG, new BartDirectory(directory).readConfig());
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tensor(long[] shape, float[] values) {}

  private static Tensor shared(Map<String, Tensor> tensors) {
    return new Tensor(new long[] {61, 24}, tensors.get(SHARED).values());
  }

  private void write(Path target) throws IOException {
    try (BartModel model = SmallModels.create(manager, CONFIG)) {
      new BartDirectory(target).write(model);
    }
  }

  private Map<String, Tensor> tensors() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (ParameterSpec spec : BartLayout.of(CONFIG)) {
      tensors.put(spec.name(), new Tensor(spec.shape().getShape(), SmallModels.valuesOf(spec)));
    }
    tensors.put("final_logits_bias", new Tensor(new long[] {1, 61}, new float[61]));
    return tensors;
  }

  private void write(Map<String, Tensor> tensors) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    tensors.forEach((name, tensor) -> writer.floats(name, tensor.shape(), tensor::values));
    writer.write(directory.resolve(WEIGHTS));
  }

  private void assertReads(Map<String, Tensor> tensors) throws IOException {
    write(tensors);
    try (BartModel model = read()) {
      for (ParameterSpec spec : BartLayout.of(CONFIG)) {
        float[] read = model.getParameters().get(spec.name()).toFloatArray();
        assertArrayEquals(SmallModels.valuesOf(spec), read, spec.name());
      }
    }
  }

  private void assertCorrupt(Map<String, Tensor> tensors, String message) throws IOException {
    write(tensors);
    var failure = assertThrows(CorruptDataException.class, this::read);
    assertTrue(failure.getMessage().contains(message), failure.getMessage());
  }

  private BartModel read() throws IOException {
    return new BartDirectory(directory).read(manager);
  }

  private void edit(String from, String to) throws IOException {
    Path config = directory.resolve("config.json");
    String text = Files.readString(config);
    assertTrue(text.contains(from), text);
    Files.writeString(config, text.replace(from, to));
  }
}
