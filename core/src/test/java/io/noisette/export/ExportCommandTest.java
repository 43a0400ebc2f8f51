package io.noisette.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.ModelFamily;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SmallBarts;
import io.noisette.model.directory.ModelExport;
import io.noisette.model.encoder.MaskedLanguageModel;
import io.noisette.model.encoder.SmallEncoders;
import io.noisette.model.weights.WeightType;
import io.noisette.safetensors.Dtype;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsWriter;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportCommandTest {

  private static final String SHARED = "model.shared.weight";

  @TempDir Path directory;
  private final RecordingConsole console = new RecordingConsole();
  private Path source;
  private Path output;

  @BeforeEach
  void writeModel() throws IOException {
    source = Files.createDirectory(directory.resolve("model"));
    output = directory.resolve("exported");
    writeModel(270);
    Path text =
        Files.writeString(directory.resolve("text.txt"), "the day and the night\n".repeat(5));
    SmallTokenizers.train(source, text, 270);
    Files.writeString(source.resolve("trainer.json"), "{}");
    Files.writeString(source.resolve("optimizer.safetensors"), "moments");
  }

  @Test
  void onlyWhatAModelNeedsIsThere() throws IOException {
    assertEquals(0, export(false));
    assertEquals(
        Set.of(
            "config.json",
            "generation_config.json",
            "model.safetensors",
            "tokenizer.json",
            "tokenizer_config.json"),
        names(output));
    for (String same :
        new String[] {"generation_config.json", "model.safetensors", "tokenizer.json"}) {
      assertEquals(-1, Files.mismatch(source.resolve(same), output.resolve(same)), same);
    }
    assertTrue(console.text().contains("BartForConditionalGeneration"), console.text());
    try (Tokenizer tokenizer = Tokenizer.load(output)) {
      assertEquals(270, tokenizer.getSize());
    }
  }

  @Test
  void aModelWithoutAnEmbeddingOfTheMaskIsExportedWithAWarning() throws IOException {
    writeModel(269);
    assertEquals(0, export(false));
    assertTrue(
        console.messages().stream().anyMatch(it -> it.contains("has no embedding of <mask>: the")),
        () -> console.messages().toString());
  }

  @Test
  void aModelWithoutAnEmbeddingOfAWordIsNotExported() throws IOException {
    writeModel(268);
    assertThrows(UsageException.class, () -> export(false));
    assertFalse(Files.exists(output));
  }

  @Test
  void halfIsSixteenBits() throws IOException {
    export(true);
    assertTrue(Files.readString(output.resolve("config.json")).contains("float16"));
    try (SafetensorsFile full = SafetensorsFile.open(source.resolve("model.safetensors"));
        SafetensorsFile half = SafetensorsFile.open(output.resolve("model.safetensors"))) {
      assertEquals(full.getNames(), half.getNames());
      assertEquals(Dtype.F16, half.getTensor(SHARED).getDtype());
      float[] exact = full.getTensor(SHARED).toFloats();
      float[] rounded = half.getTensor(SHARED).toFloats();
      for (int i = 0; i < exact.length; i++) {
        assertEquals(exact[i], rounded[i], Math.abs(exact[i]) * 0x1p-11 + 0x1p-25);
      }
    }
    Path again = directory.resolve("again");
    export(output, again, false);
    assertTrue(Files.readString(again.resolve("config.json")).contains("float32"));
  }

  @Test
  void aValueTooLargeForSixteenBitsIsNamed() throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(source.resolve("model.safetensors"))) {
      SafetensorsWriter writer = new SafetensorsWriter();
      for (String name : file.getNames()) {
        float[] values = file.getTensor(name).toFloats();
        if (name.equals(SHARED)) {
          values[5] = 70_000;
        }
        writer.floats(name, file.getTensor(name).getShape(), () -> values);
      }
      writer.write(source.resolve("other.safetensors"));
    }
    Files.move(
        source.resolve("other.safetensors"),
        source.resolve("model.safetensors"),
        StandardCopyOption.REPLACE_EXISTING);
    String message = assertThrows(UsageException.class, () -> export(true)).getMessage();
    assertTrue(message.contains(SHARED) && message.contains("70000"), message);
    assertNothingIsLeft();
    assertEquals(0, export(false));
  }

  @Test
  void anEmptyOutputIsTakenAndAFullOneRefused() throws IOException {
    Files.createDirectory(output);
    assertEquals(0, export(false));
    String message = assertThrows(UsageException.class, () -> export(false)).getMessage();
    assertEquals("--output " + output + " is not empty; choose another directory", message);
  }

  @Test
  void aDamagedModelLeavesNothing() throws IOException {
    Path weights = source.resolve("model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(bytes, bytes.length - 9));
    assertThrows(CorruptDataException.class, () -> export(false));
    assertNothingIsLeft();
  }

  @Test
  void anExportEndsBeforeTheNextTensorWhenItIsStopped() throws IOException {
    Files.createDirectory(output);
    ModelExport stopped = new ModelExport(source, WeightType.FLOAT32);
    assertThrows(
        CancellationException.class, () -> stopped.write(output, () -> true, console::info));
  }

  @Test
  void anExportThatIsStoppedKeepsNothing() throws IOException {
    Thread.currentThread().interrupt(); // a request to stop, as a signal is
    try {
      assertEquals(1, export(false));
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertNothingIsLeft();
  }

  @Test
  void aVocabularyThatDoesNotFitIsRefused() throws IOException {
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = SmallBarts.create(manager, SmallBarts.config(100))) {
      new BartDirectory(source).write(model);
    }
    String message = assertThrows(UsageException.class, () -> export(false)).getMessage();
    assertTrue(
        message.endsWith(
            "has 270 token ids, but the model has a vocabulary of 100; use the tokenizer that the"
                + " model was trained with"),
        message);
    assertNothingIsLeft();
  }

  @Test
  void anArchitectureThatIsNotKnownIsNamed() throws IOException {
    Path config = source.resolve("config.json");
    String text = Files.readString(config);
    Files.writeString(config, text.replace("BartForConditionalGeneration", "BartForCausalLM"));
    String message = assertThrows(UsageException.class, () -> export(false)).getMessage();
    assertTrue(message.contains("'BartForCausalLM'; supported: BartModel, Bart"), message);
  }

  @Test
  void aVocabularyBecomesATokenizerFile() throws IOException {
    Path bert = Files.createDirectory(directory.resolve("bert"));
    try (NDManager manager = Torch.newManager("cpu");
        MaskedLanguageModel model = SmallEncoders.maskedLm(manager, ModelFamily.BERT)) {
      model.write(bert);
    }
    Files.writeString(bert.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nday\n");
    export(bert, output, false);
    assertEquals(
        Set.of(
            "config.json",
            "model.safetensors",
            "tokenizer.json",
            "tokenizer_config.json",
            "vocab.txt"),
        names(output));
    try (Tokenizer tokenizer = Tokenizer.load(output.resolve("tokenizer.json"))) {
      assertArrayEquals(new int[] {5, 1}, tokenizer.encode("Day night"));
    }
    assertTrue(
        Files.readString(output.resolve("tokenizer_config.json"))
            .contains("\"model_max_length\": 40"),
        "otherwise transformers would not truncate texts that are too long");
    assertFalse(Files.exists(output.resolve("generation_config.json")));
  }

  private void writeModel(int vocabSize) throws IOException {
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = SmallBarts.create(manager, SmallBarts.config(vocabSize))) {
      new BartDirectory(source).write(model);
    }
  }

  private int export(boolean half) throws IOException {
    return export(source, output, half);
  }

  private int export(Path from, Path to, boolean half) throws IOException {
    return new ExportCommand().execute(new ExportConfig(from, to, half), console);
  }

  private void assertNothingIsLeft() throws IOException {
    assertEquals(Set.of("model", "text.txt"), names(directory));
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
