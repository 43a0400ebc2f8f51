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
import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.TableCatalog;
import io.noisette.reproduce.table.TableScale;
import io.noisette.run.RunRecord;
import io.noisette.settings.GivenValue;
import io.noisette.settings.SettingsSchema;
import io.noisette.settings.UnusedSettings;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** A run warns of settings without effect, and nobody has given those of a table. */
  @ParameterizedTest
  @ValueSource(strings = {"freelb-table1", "freelb-table2", "freelb-table4", "bart-table2"})
  void everySettingOfATableHasAnEffect(String name) throws IOException {
    PaperTable table = TableCatalog.read(name);
    SettingsSchema<FreeLbFinetuneConfig> schema = SettingsSchema.of(FreeLbFinetuneConfig.class);
    Set<String> ignored = new TreeSet<>();
    for (TableScale scale : TableScale.values()) {
      for (CellRun cell : table.plan(scale)) {
        if (cell.stageRun().stage().recipe().equals("freelb-finetune")) {
          Map<String, GivenValue> given = new LinkedHashMap<>(cell.stageRun().options());
          given.putAll(GivenValue.ofAll(Map.of("data", directory, "model", directory)));
          for (String option : UnusedSettings.findIgnored(schema.read(given, Map.of()))) {
            ignored.add(scale + " " + cell.row().key() + " --" + option);
          }
        }
      }
    }
    assertEquals(Set.of(), ignored);
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
