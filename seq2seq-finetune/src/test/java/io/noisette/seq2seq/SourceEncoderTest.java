package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import io.noisette.export.ExportCommand;
import io.noisette.export.ExportConfig;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.TextToText;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartDirectory;
import io.noisette.model.bart.BartModel;
import io.noisette.model.bart.SourceEncoderConfig;
import io.noisette.testing.RecordingConsole;
import io.noisette.tokenizer.SmallTokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source encoder in front of BART, with a tokenizer of its own, trained in two stages. */
final class SourceEncoderTest {

  private static final String FROZEN = "model.decoder.layers.0.fc1.weight";
  private static final String NEW = "source_encoder.embed_tokens.weight";

  @TempDir private static Path directory;
  private static SmallPairs pairs;
  private static Path bart;
  private static Path tokenizer;
  private static Path first;

  @BeforeAll
  static void trainsTheFirstStage() throws IOException {
    pairs = new SmallPairs(directory.resolve("task"));
    bart = directory.resolve("bart");
    SmallPairs.train(pairs.config(bart, Map.of("steps", 2)));
    Path text = directory.resolve("sources.txt");
    Files.write(text, List.of("the red the green the blue the dark sun house flower lamp"));
    tokenizer = SmallTokenizers.train(directory, text, 290);
    first = directory.resolve("first");
    SmallPairs.train(config(first, Map.of("steps", 4)));
  }

  @Test
  void theFirstStageTrainsTheSourceEncoderAndLeavesTheDecoder() throws IOException {
    SourceEncoderConfig source = readConfig(first).sourceEncoder();
    assertNotNull(source);
    assertEquals(265, source.vocabSize());
    assertEquals(1, source.encoderLayers());
    assertArrayEquals(values(bart, FROZEN), values(first, FROZEN));
    Path second = directory.resolve("second");
    SmallPairs.train(continued(second, Map.of("stage", 2, "steps", 2)));
    assertFalse(Arrays.equals(values(first, FROZEN), values(second, FROZEN)));
    assertFalse(Arrays.equals(values(first, NEW), values(second, NEW)));
  }

  /** So that BART's positions, which are added, count as much as in pretraining. */
  @Test
  void aNewSourceEncoderGivesWhatHasTheSizeOfWordEmbeddings() throws IOException {
    Path start = directory.resolve("start");
    SmallPairs.train(config(start, Map.of("steps", 1, "learning-rate", 1e-9)));
    double squares = 0;
    float[] words = values(bart, "model.shared.weight");
    for (float word : words) {
      squares += (double) word * word;
    }
    float size = (float) Math.sqrt(squares / words.length);
    for (float weight : values(start, "source_encoder.layers.0.final_layer_norm.weight")) {
      assertEquals(size, weight, 1e-5 * size);
    }
  }

  @Test
  void aRateForPretrainedWeightsIsToldOf() throws IOException {
    for (double rate : new double[] {3e-5, 1e-3}) {
      RecordingConsole console = new RecordingConsole();
      Seq2SeqFinetuneConfig config =
          config(directory.resolve("dry"), Map.of("learning-rate", rate))
              .withRuntime(runtime -> runtime.dryRun(true));
      new Seq2SeqFinetuneRecipe(config, console).train();
      String told = String.join("\n", console.messages()) + console.text();
      assertEquals(
          rate < 1e-4,
          told.contains("--learning-rate 3.0E-5 is for pretrained weights, and a new source"),
          told);
    }
  }

  @Test
  void aResumedRunHasTheSameBytes() throws IOException {
    Path parts = directory.resolve("parts");
    SmallPairs.train(config(parts, Map.of("steps", 4, "checkpoint-every", 2)));
    Path half = parts.resolve("checkpoints/step-000002");
    Path resumed = directory.resolve("resumed");
    SmallPairs.train(config(resumed, Map.of("steps", 4, "resume", half)));
    assertArrayEquals(values(parts, NEW), values(resumed, NEW));
  }

  @Test
  void aTranslationReadsTheSourcesVocabularyAndWritesTheTargets() throws IOException {
    try (TextToText model = TextToText.open(first, "cpu")) {
      int[] source = model.encode("the dark sun");
      assertTrue(Arrays.stream(source).allMatch(id -> id < 265));
      assertEquals(1, model.generate("the dark sun").size());
    }
  }

  /** {@code export} is how a model is given away. */
  @Test
  void anExportedTranslatorHasBothTokenizers() throws IOException {
    Path exported = directory.resolve("exported");
    new ExportCommand().execute(new ExportConfig(first, exported, false), new RecordingConsole());
    try (TextToText model = TextToText.open(first, "cpu");
        TextToText copy = TextToText.open(exported, "cpu")) {
      assertArrayEquals(model.encode("the dark sun"), copy.encode("the dark sun"));
      assertEquals(model.generate("the dark sun"), copy.generate("the dark sun"));
    }
  }

  @Test
  void settingsThatDoNotFitAreRefusedInALine() {
    assertRefused(
        "has a source encoder already; leave it out, and give --stage 2",
        continued(
            directory.resolve("x"), Map.of("source-encoder", 1, "source-tokenizer", tokenizer)));
    assertRefused(
        "--stage 1 is for models with a source encoder, but",
        pairs.config(directory.resolve("x"), Map.of("model", bart, "stage", 1)));
    String together =
        assertThrows(
                UsageException.class,
                () -> pairs.config(directory.resolve("x"), Map.of("source-encoder", 1)))
            .getMessage();
    assertTrue(together.contains("source-encoder and source-tokenizer are given together"));
    String many =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    config(directory.resolve("x"), Map.of())
                        .withSourceLanguage(source -> source.sourceEncoder(1001)))
            .getMessage();
    assertTrue(many.contains("source-encoder must be in [1, 1000], not 1001"), many);
  }

  private static Seq2SeqFinetuneConfig config(Path output, Map<String, ?> changes) {
    Map<String, Object> all = new HashMap<>(changes);
    all.put("model", bart);
    all.put("random-init", false);
    all.put("source-encoder", 1);
    all.put("source-tokenizer", tokenizer);
    all.put("metric", "loss");
    return pairs.config(output, all);
  }

  private static Seq2SeqFinetuneConfig continued(Path output, Map<String, ?> changes) {
    Map<String, Object> all = new HashMap<>(changes);
    all.put("model", first);
    all.put("random-init", false);
    all.put("metric", "loss");
    return pairs.config(output, all);
  }

  private static void assertRefused(String message, Seq2SeqFinetuneConfig config) {
    String told =
        assertThrows(
                UsageException.class,
                () -> new Seq2SeqFinetuneRecipe(config, new RecordingConsole()).train())
            .getMessage();
    assertTrue(told.contains(message), told);
  }

  private static BartConfig readConfig(Path run) throws IOException {
    return new BartDirectory(run.resolve("checkpoints/latest")).readConfig();
  }

  private static float[] values(Path run, String parameter) throws IOException {
    try (NDManager manager = Torch.newManager("cpu");
        BartModel model = new BartDirectory(run.resolve("checkpoints/latest")).read(manager)) {
      return model.getParameters().get(parameter).toFloatArray();
    }
  }
}
