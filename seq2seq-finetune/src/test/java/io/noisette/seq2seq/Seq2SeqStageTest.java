package io.noisette.seq2seq;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
import io.noisette.reproduce.StageResult;
import io.noisette.run.MetricsLog;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import io.noisette.testing.StepConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tuning on pairs as a stage of a table. */
final class Seq2SeqStageTest {

  @TempDir private Path directory;
  private SmallPairs pairs;
  private final Seq2SeqStage stage = new Seq2SeqStage();

  @BeforeEach
  void writesTheTask() throws IOException {
    pairs = new SmallPairs(directory.resolve("task"));
  }

  @Test
  void aStoppedRunHasNoResultAndIsResumed() throws IOException {
    Seq2SeqFinetuneConfig config =
        pairs.config(directory.resolve("run"), Map.of("steps", 4, "metric", "chrf"));
    StopSignal stop = new StopSignal();
    StepConsole console =
        new StepConsole(
            done -> {
              if (done == 2) {
                stop.request();
              }
            });
    assertNull(stage.train(config, console, stop));
    StageResult result = stage.train(config, new RecordingConsole(), new StopSignal());
    assertNotNull(result);
    assertEquals(2, RunRecord.read(directory.resolve("run")).sessions().size());
    assertTrue(
        result.metrics().keySet().containsAll(Set.of("validation.loss", "validation.chrf")),
        result::toString);
    assertEquals(64, String.valueOf(result.output()).length(), "the SHA-256 of the model");
    assertEquals(result, stage.train(config, new RecordingConsole(), new StopSignal()));
  }

  /** Perplexity per word of targets without spaces, which are a word each, overflows. */
  @Test
  void aMetricThatIsNotFiniteIsNoFailure() throws IOException {
    Path run = directory.resolve("run");
    Seq2SeqFinetuneConfig config = pairs.config(run, Map.of("steps", 2, "metric", "loss"));
    assertNotNull(stage.train(config, new RecordingConsole(), new StopSignal()));
    Path log = run.resolve(MetricsLog.FILE_NAME);
    Files.writeString(
        log,
        Files.readString(log).replaceAll("(\"validation_word_perplexity\"):[0-9.E+-]+", "$1:null"));
    StageResult again = stage.train(config, new RecordingConsole(), new StopSignal());
    assertNotNull(again);
    assertEquals(Double.NaN, again.metrics().get("validation.word_perplexity"));
  }

  @Test
  void aModelThatAnEarlierStageHasYetToWriteIsNotLookedFor() {
    Seq2SeqFinetuneConfig config =
        pairs.config(directory.resolve("run"), Map.of("model", directory.resolve("later")));
    assertDoesNotThrow(() -> stage.check(config, Set.of("model")));
    assertThrows(UsageException.class, () -> stage.check(config, Set.of()));
    Seq2SeqFinetuneConfig without =
        pairs.config(directory.resolve("run"), Map.of("train", directory.resolve("none.tsv")));
    assertThrows(UsageException.class, () -> stage.check(without, Set.of("model")));
  }

  @Test
  void theCostIsInEpochsOrSteps() {
    Path output = directory.resolve("run");
    assertEquals(
        "3 epochs in steps of 8 examples", stage.describeCost(pairs.config(output, Map.of())));
    assertEquals(
        "1,200 steps of 8,192 tokens",
        stage.describeCost(
            pairs.config(output, Map.of("steps", 1200)).withTraining(it -> it.batchSize(null))));
  }
}
