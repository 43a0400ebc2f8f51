package io.noisette.model.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.model.DropoutRates;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.model.ParameterSpec;
import io.noisette.model.QuestionAnswerer;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.bart.SmallModels;
import io.noisette.model.encoder.MaskedLanguageModel;
import io.noisette.model.encoder.SmallEncoders;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class ModelDirectoryTest {

  private static final Labels LABELS = Labels.of(List.of("no", "yes"));

  @TempDir Path directory;
  private final List<String> notices = new ArrayList<>();
  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @EnumSource
  void aClassifierIsReadAsItWasWritten(ModelFamily family) throws IOException {
    writeClassifier(family);
    try (SequenceClassifier read = readClassifier()) {
      assertEquals(family, read.getFamily());
      assertEquals(LABELS, read.getLabels());
      assertWhole(read.getParameters());
    }
    assertEquals(List.of(), notices);
  }

  @Test
  void theHeadHasTheDropoutOfHiddenStatesUnlessTheConfigHasItsOwn() throws IOException {
    String config =
        """
        {"model_type": "%s", "vocab_size": 290, "hidden_size": 16, "num_hidden_layers": 1,
         "num_attention_heads": 2, "intermediate_size": 24, "max_position_embeddings": 66,
         "hidden_dropout_prob": 0.3, "attention_probs_dropout_prob": 0.2 %s}
        """;
    ModelDirectory model = new ModelDirectory(directory, notices::add);
    for (String family : List.of("bert", "roberta")) {
      for (String none : List.of("", ", \"classifier_dropout\": null")) {
        Files.writeString(directory.resolve("config.json"), config.formatted(family, none));
        assertEquals(new DropoutRates(0.3, 0.2, 0, 0.3), model.readDropout(null, null));
        assertEquals(new DropoutRates(0, 0.2, 0, 0), model.readDropout(0.0, null));
        assertEquals(new DropoutRates(0.3, 0, 0, 0.3), model.readDropout(null, 0.0));
      }
      String own = ", \"classifier_dropout\": 0.4";
      Files.writeString(directory.resolve("config.json"), config.formatted(family, own));
      assertEquals(new DropoutRates(0, 0.2, 0, 0.4), model.readDropout(0.0, null));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "BART")
  void aMaskedLanguageModelIsReadAsItWasWritten(ModelFamily family) throws IOException {
    writeMaskedLm(family);
    try (MaskedLanguageModel read = readMaskedLm()) {
      assertEquals(SmallEncoders.config(family), read.getConfig());
      assertWhole(read.getParameters());
    }
    assertEquals(List.of(), notices);
  }

  @Test
  void oldNamesAndCopiesAreRead() throws IOException {
    writeMaskedLm(ModelFamily.BERT);
    rewrite(
        name ->
            name.replaceFirst("^bert\\.", "")
                .replace("LayerNorm.weight", "LayerNorm.gamma")
                .replace("LayerNorm.bias", "LayerNorm.beta")
                .replace("cls.predictions.bias", "cls.predictions.decoder.bias"),
        "cls.predictions.decoder.weight");
    try (MaskedLanguageModel read = readMaskedLm()) {
      assertWhole(read.getParameters());
    }
    assertEquals(List.of(), notices);
  }

  @Test
  void aHeadThatIsNotStoredStartsFromTheSeedAndIsNamed() throws IOException {
    writeMaskedLm(ModelFamily.BERT);
    float[] first;
    try (SequenceClassifier read = readClassifier()) {
      first = read.getParameters().get("classifier.weight").toFloatArray();
    }
    assertEquals(2, notices.size(), notices.toString());
    assertTrue(
        notices
            .get(0)
            .endsWith(
                "are initialized randomly: bert.pooler.dense.weight, bert.pooler.dense.bias,"
                    + " classifier.weight, classifier.bias"),
        notices.get(0));
    assertTrue(notices.get(1).contains("cls.predictions.bias"), notices.get(1));
    try (SequenceClassifier again = readClassifier()) {
      assertArrayEquals(first, again.getParameters().get("classifier.weight").toFloatArray());
    }
    ModelOptions otherSeed = ModelOptions.DEFAULT.with(it -> it.seed(2));
    try (SequenceClassifier other =
        new ModelDirectory(directory, notices::add).readClassifier(manager, otherSeed)) {
      float[] second = other.getParameters().get("classifier.weight").toFloatArray();
      assertTrue(second[0] != first[0]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void allWeightsMayStartAtRandom(ModelFamily family) throws IOException {
    writeClassifier(family);
    Files.delete(directory.resolve("model.safetensors"));
    try (SequenceClassifier random =
        new ModelDirectory(directory, notices::add).newClassifier(manager, ModelOptions.DEFAULT)) {
      assertEquals(family, random.getFamily());
      assertEquals(
          random.getMaxLength(), new ModelDirectory(directory, notices::add).readMaxLength());
    }
  }

  @Test
  void aTensorBelowTheHeadMustBeThere() throws IOException {
    writeClassifier(ModelFamily.ROBERTA);
    rewrite(name -> name.replace("layer.1.output.dense.bias", "layer.1.lost"), "copy");
    String message = assertThrows(CorruptDataException.class, this::readClassifier).getMessage();
    assertTrue(
        message.endsWith("the tensor roberta.encoder.layer.1.output.dense.bias is missing"),
        message);
  }

  @Test
  void aTensorOfAnotherShapeIsNamedWithBoth() throws IOException {
    writeClassifier(ModelFamily.BERT);
    edit("\"vocab_size\": 61", "\"vocab_size\": 60");
    String message = assertThrows(CorruptDataException.class, this::readClassifier).getMessage();
    assertTrue(
        message.contains(
            "bert.embeddings.word_embeddings.weight has shape [61, 24], but config.json requires"
                + " [60, 24]"),
        message);
  }

  @Test
  void shardsAreRead() throws IOException {
    writeClassifier(ModelFamily.BERT);
    Path shard = directory.resolve("model-00001-of-00001.safetensors");
    Files.move(directory.resolve("model.safetensors"), shard);
    Path index = directory.resolve("model.safetensors.index.json");
    String name = "bert.embeddings.word_embeddings.weight";
    String listed = "{\"weight_map\": {\"%s\": \"" + shard.getFileName() + "\"}}";
    Files.writeString(index, listed.formatted(name));
    try (SequenceClassifier read = readClassifier()) {
      assertWhole(read.getParameters());
    }
    Files.writeString(index, listed.formatted("absent"));
    readClassifier().close(); // converters leave out tied copies
    for (String other : List.of("../other.safetensors", "a\\u0000b")) {
      Files.writeString(index, "{\"weight_map\": {\"a\": \"" + other + "\"}}");
      assertThrows(CorruptDataException.class, this::readClassifier, other);
    }
    Path second = Files.copy(shard, directory.resolve("model-2.safetensors"));
    Files.writeString(
        index,
        "{\"weight_map\": {\"%s\": \"%s\", \"b\": \"%s\"}}"
            .formatted(name, shard.getFileName(), second.getFileName()));
    String twice = assertThrows(CorruptDataException.class, this::readClassifier).getMessage();
    assertTrue(twice.contains(" is in two files, "), twice);
    new SafetensorsWriter().floats("b", new long[] {1}, () -> new float[1]).write(second);
    Files.writeString(
        index,
        "{\"weight_map\": {\"b\": \"%1$s\", \"%2$s\": \"%3$s\"}}"
            .formatted(shard.getFileName(), name, second.getFileName()));
    String elsewhere = assertThrows(CorruptDataException.class, this::readClassifier).getMessage();
    assertTrue(elsewhere.contains(", where it is not; copy the model again"), elsewhere);
    Files.writeString(index, "{\"weight_map\": [1]}");
    assertThrows(CorruptDataException.class, this::readClassifier);
  }

  @ParameterizedTest
  @EnumSource(ModelFamily.class)
  void anAnswererIsReadAsItWasWritten(ModelFamily family) throws IOException {
    writeClassifier(family);
    ModelDirectory model = new ModelDirectory(directory, notices::add);
    try (QuestionAnswerer first = model.readQuestionAnswering(manager, ModelOptions.DEFAULT)) {
      first.write(directory);
      notices.clear();
      try (QuestionAnswerer read = model.readQuestionAnswering(manager, ModelOptions.DEFAULT)) {
        float[] head = first.getParameters().get("qa_outputs.weight").toFloatArray();
        assertArrayEquals(head, read.getParameters().get("qa_outputs.weight").toFloatArray());
      }
    }
    assertEquals(List.of(), notices);
  }

  private void writeClassifier(ModelFamily family) throws IOException {
    try (SequenceClassifier model = SmallEncoders.classifier(manager, family, LABELS)) {
      model.write(directory);
    }
  }

  private void writeMaskedLm(ModelFamily family) throws IOException {
    try (MaskedLanguageModel model = SmallEncoders.maskedLm(manager, family)) {
      model.write(directory);
    }
  }

  private SequenceClassifier readClassifier() throws IOException {
    return new ModelDirectory(directory, notices::add)
        .readClassifier(manager, ModelOptions.DEFAULT);
  }

  private MaskedLanguageModel readMaskedLm() throws IOException {
    return new ModelDirectory(directory, notices::add).readMaskedLm(manager, ModelOptions.DEFAULT);
  }

  private static void assertWhole(Parameters parameters) {
    for (String name : parameters.getNames()) {
      boolean norm = name.matches(".*([Nn]orm|norm_embedding)\\.weight");
      ParameterSpec.Start start = norm ? ParameterSpec.Start.ONE : ParameterSpec.Start.NORMAL;
      ParameterSpec spec = new ParameterSpec(name, parameters.get(name).getShape(), start);
      assertArrayEquals(SmallModels.valuesOf(spec), parameters.get(name).toFloatArray(), name);
    }
  }

  /** Writes the weights anew under other names, with a copy of the word table and counters. */
  private void rewrite(UnaryOperator<String> names, String copy) throws IOException {
    Path path = directory.resolve("model.safetensors");
    Path moved = Files.move(path, directory.resolve("before.safetensors"));
    try (SafetensorsFile file = SafetensorsFile.open(moved)) {
      SafetensorsWriter writer = new SafetensorsWriter();
      for (String name : file.getNames()) {
        SafetensorsTensor tensor = file.getTensor(name);
        writer.floats(names.apply(name), tensor.getShape(), tensor::toFloats);
        if (name.endsWith("word_embeddings.weight")) {
          writer.floats(copy, tensor.getShape(), tensor::toFloats);
        }
      }
      writer.longs("embeddings.position_ids", new long[] {1, 2}, () -> new long[] {0, 1});
      writer.write(path);
    }
  }

  private void edit(String from, String to) throws IOException {
    Path config = directory.resolve("config.json");
    String text = Files.readString(config);
    assertTrue(text.contains(from), text);
    Files.writeString(config, text.replace(from, to));
  }
}
