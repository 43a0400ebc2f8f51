package io.noisette.freelb;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.UsageException;
import io.noisette.reproduce.StageResult;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tuning as a stage of a table. */
final class FineTuningStageTest {

  @TempDir private Path directory;
  private SmallTask task;
  private final FineTuningStage stage = new FineTuningStage();

  @BeforeEach
  void writesTheTask() throws IOException, InterruptedException {
    task = new SmallTask(directory.resolve("task"));
  }

  @Test
  void aSeedIsTrainedIntoTheOutputItselfAndYieldsTheMetricsOfItsBestCheckpoint() throws Exception {
    Path output = directory.resolve("seed-3");
    FreeLbFinetuneConfig config = task.config(output, Map.of("seeds", "3", "epochs", 2));
    StageResult result = stage.train(config, new RecordingConsole(), new StopSignal());
    assertNotNull(result);
    assertTrue(RunRecord.isIn(output), "no seed-3/seed-3");
    assertEquals(Set.of("mood.acc"), result.metrics().keySet());
    assertEquals(64, String.valueOf(result.output()).length(), "the SHA-256 of the model");
    FinetuneSummary same =
        SmallTask.train(task.config(directory.resolve("all"), Map.of("seeds", "3", "epochs", 2)));
    assertEquals(same.values().get(0), result.metrics().get("mood.acc"));
    assertEquals(result, stage.train(config, new RecordingConsole(), new StopSignal()));
  }

  @Test
  void aStoppedRunHasNoResultAndIsResumed() throws Exception {
    FreeLbFinetuneConfig config =
        task.config(directory.resolve("run"), Map.of("seeds", "3", "epochs", 2));
    StopSignal stop = new StopSignal();
    assertNull(stage.train(config, new StoppingConsole(3, 2, stop), stop));
    assertNotNull(stage.train(config, new RecordingConsole(), new StopSignal()));
    assertEquals(2, RunRecord.read(directory.resolve("run")).sessions().size());
  }

  @Test
  void aModelThatAnEarlierStageHasYetToWriteIsNotLookedFor() {
    Path model = directory.resolve("later");
    FreeLbFinetuneConfig config =
        task.config(directory.resolve("run"), Map.of("model", model, "random-init", false));
    assertDoesNotThrow(() -> stage.check(config, Set.of("model")));
    assertThrows(UsageException.class, () -> stage.check(config, Set.of()));
    FreeLbFinetuneConfig without =
        task.config(directory.resolve("run"), Map.of("data", model, "model", model));
    assertThrows(UsageException.class, () -> stage.check(without, Set.of("model")));
    assertFalse(Files.exists(directory.resolve("run")));
  }

  @Test
  void theCostIsInEpochsOrSteps() {
    Path output = directory.resolve("run");
    assertEquals(
        "3 epochs with batches of 8 examples", stage.describeCost(task.config(output, Map.of())));
    assertEquals(
        "1,200 steps of 8 examples",
        stage.describeCost(task.config(output, Map.of("steps", 1200))));
  }
}
