package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
import io.noisette.generate.target.TextToText;
import io.noisette.model.bart.SingleStackDirectory;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.ModelPath;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.StepConsole;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fine-tuning of the single stacks that objectives train. */
final class SingleStackFinetuneTest {

  @TempDir private Path directory;
  private SmallPairs pairs;

  @BeforeEach
  void writePairs() throws IOException {
    pairs = new SmallPairs(directory.resolve("task"));
  }

  @ParameterizedTest
  @CsvSource({
    "language-model, 300",
    "masked-lm, 150",
    "multitask-masked-lm, 150",
    "permuted-lm, 150"
  })
  void aStackOfEachObjectiveLearnsTargetsFromSources(String objective, int steps)
      throws IOException {
    Path output = directory.resolve("run");
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("steps", steps);
    settings.put("dropout", 0);
    settings.put("metric", "exact-match");
    settings.put("validate-every", steps);
    settings.put("checkpoint-every", steps);
    TrainingState end = SmallPairs.train(config(objective, output, settings));
    assertEquals(100, end.best(), "every word has its translation");
    Path best = ModelPath.resolve(output);
    assertEquals(
        objective,
        new SingleStackDirectory(best).readConfig().objective(),
        "the objective decides what queries see");
    try (TextToText generator = TextToText.open(output, "cpu")) {
      assertEquals("die rote blume", generator.generate("the red flower").get(0).text());
    }
  }

  @Test
  void aStoppedRunResumesToTheSameBytes() throws IOException {
    Map<String, ?> changes = Map.of("epochs", 6, "validate-every", 4);
    Path whole = directory.resolve("whole");
    SmallPairs.train(config("permuted-lm", whole, changes));
    Path stopped = directory.resolve("stopped");
    StopSignal stop = new StopSignal();
    Seq2SeqFinetuneConfig config = config("permuted-lm", stopped, changes);
    StepConsole console =
        new StepConsole(
            done -> {
              if (done == 7) {
                stop.request();
              }
            });
    new Seq2SeqFinetuneRecipe(config, console).train(stop);
    SmallPairs.train(config);
    for (String file : List.of("model.safetensors", "optimizer.safetensors")) {
      assertArrayEquals(
          Files.readAllBytes(CheckpointDirectory.latestOf(whole).resolve(file)),
          Files.readAllBytes(CheckpointDirectory.latestOf(stopped).resolve(file)),
          file);
    }
  }

  @Test
  void theDryRunNamesTheStack() throws IOException {
    RecordingConsole console = new RecordingConsole();
    Seq2SeqFinetuneConfig config =
        config("masked-lm", directory.resolve("dry"), Map.of())
            .withRuntime(runtime -> runtime.dryRun(true));
    new Seq2SeqFinetuneRecipe(config, console).train();
    assertTrue(console.text().contains("encoder of 2 layers, d 32, vocabulary 330"), console::text);
  }

  @Test
  void sourceAndTargetShareThePositions() throws IOException {
    Path model = pairs.stack("masked-lm");
    Seq2SeqFinetuneConfig config =
        config(
            "masked-lm",
            directory.resolve("long"),
            Map.of("max-source-length", 14, "max-target-length", 11));
    assertEquals(
        "--max-source-length 14 and --max-target-length 11 are together more than the 24 positions"
            + " of "
            + model
            + ", a single stack that reads source and target as one text; lower one of them",
        assertThrows(UsageException.class, () -> SmallPairs.train(config)).getMessage());
  }

  @Test
  void aSideLeavesPositionsToTheOther() throws IOException {
    Path model = pairs.stack("masked-lm");
    Seq2SeqFinetuneConfig config =
        config("masked-lm", directory.resolve("long"), Map.of("max-target-length", 23));
    assertEquals(
        "--max-target-length 23 leaves 1 of the 24 positions of "
            + model
            + ", a single stack that reads source and target as one text, but the other side needs"
            + " at least 3; lower it",
        assertThrows(UsageException.class, () -> SmallPairs.train(config)).getMessage());
  }

  @Test
  void generatedTextsNeedPositionsToo() throws IOException {
    Path model = pairs.stack("language-model");
    Seq2SeqFinetuneConfig config =
        config("language-model", directory.resolve("long"), Map.of("max-tokens", 13));
    assertEquals(
        "--max-source-length 12 and --max-tokens 13 are together more than the 24 positions of "
            + model
            + ", a single stack that reads source and target as one text; lower one of them",
        assertThrows(UsageException.class, () -> SmallPairs.train(config)).getMessage());
  }

  @Test
  void aSourceEncoderIsForABartAlone() throws IOException {
    Path model = pairs.stack("language-model");
    Seq2SeqFinetuneConfig config =
        config(
            "language-model",
            directory.resolve("translator"),
            Map.of("source-encoder", 1, "source-tokenizer", model.resolve("tokenizer.json")));
    assertEquals(
        "--source-encoder is put in front of a BART, but "
            + model
            + " has no encoder and decoder; give another --model",
        assertThrows(UsageException.class, () -> SmallPairs.train(config)).getMessage());
  }

  private Seq2SeqFinetuneConfig config(String objective, Path output, Map<String, ?> changes)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", pairs.stack(objective));
    all.put("metric", "loss");
    all.putAll(changes);
    return pairs.config(output, all);
  }
}
