package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Fine-tuning of the single stacks that objectives train. */
final class SingleStackFinetuneTest {

  @TempDir private Path directory;
  private SmallPairs pairs;

  @BeforeEach
  void writePairs() throws IOException {
    pairs = new SmallPairs(directory.resolve("task"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"language-model", "masked-lm", "multitask-masked-lm", "permuted-lm"})
  void aStackOfEachObjectiveLearnsTargetsFromSources(String objective) throws IOException {
    Path output = directory.resolve("run");
    TrainingState end =
        SmallPairs.train(
            config(
                objective,
                output,
                Map.of("steps", 60, "dropout", 0, "validate-every", 60, "checkpoint-every", 60)));
    Double best = end.best();
    assertTrue(best != null && best < 1, "loss " + best);
    assertEquals(
        objective,
        new SingleStackDirectory(ModelPath.resolve(output)).readConfig().objective(),
        "the objective decides what queries see");
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

  private Seq2SeqFinetuneConfig config(String objective, Path output, Map<String, ?> changes)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("model", pairs.stack(objective));
    all.put("metric", "loss");
    all.putAll(changes);
    return pairs.config(output, all);
  }
}
