package io.noisette.freelb;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.digest.Sha256;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.UsageException;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeds that earlier commands have trained, beside those of this one. */
final class SeedRunsTest {

  @TempDir private static Path directory;
  private static SmallTask task;

  @BeforeAll
  static void writeTheTask() throws IOException, InterruptedException {
    task = new SmallTask(directory.resolve("task"));
  }

  @Test
  void aDamagedNewestCheckpointGoesBackOne() throws IOException {
    Path output = directory.resolve("damaged");
    Map<String, ?> changes = Map.of("seeds", "1,2", "epochs", 1);
    SmallTask.train(task.config(output, changes));
    FinetuneSummary whole = FinetuneSummary.read(output);
    List<String> files =
        List.of("trainer.json", "model.safetensors", "config.json", "manifest.json");
    for (int session = 1; session <= files.size(); session++) {
      Path latest = output.resolve("seed-2/checkpoints/latest").toRealPath();
      Path damaged = latest.resolve(files.get(session - 1));
      byte[] bytes = Files.readAllBytes(damaged);
      byte[] changed = bytes.clone();
      changed[bytes.length / 2] ^= 1;
      Files.write(damaged, changed);
      assertEquals(whole, SmallTask.train(task.config(output, changes)));
      var sessions = RunRecord.read(output.resolve("seed-2")).sessions();
      assertEquals(5, sessions.get(session).fromStep(), damaged::toString);
      assertArrayEquals(bytes, Files.readAllBytes(damaged), damaged::toString);
    }
    assertEquals(1, RunRecord.read(output.resolve("seed-1")).sessions().size(), "left alone");
  }

  @Test
  void aCompleteSeedIsLeftAloneUnlessPredictionsAreMissingOrOlder() throws IOException {
    Path output = directory.resolve("complete");
    FreeLbFinetuneConfig config = task.config(output, Map.of("epochs", 1));
    FinetuneSummary summary = SmallTask.train(config);
    Path predictions = output.resolve("seed-1/predictions/mood.tsv");
    byte[] written = Files.readAllBytes(predictions);
    Files.writeString(predictions, "left alone");
    assertEquals(summary, SmallTask.train(config));
    assertEquals("left alone", Files.readString(predictions));
    Files.setLastModifiedTime(predictions, FileTime.fromMillis(0));
    assertEquals(summary, SmallTask.train(config));
    assertArrayEquals(written, Files.readAllBytes(predictions));
    Files.delete(predictions);
    assertEquals(summary, SmallTask.train(config));
    assertArrayEquals(written, Files.readAllBytes(predictions));
  }

  @Test
  void aTestSplitMayBeAddedToTheTaskAfterTraining() throws IOException {
    Path file = task.file().resolveSibling("growing.yaml");
    String definition = Files.readString(task.file());
    Files.writeString(file, definition);
    Path output = directory.resolve("growing");
    Map<String, Object> changes = new LinkedHashMap<>(Map.of("task", file, "epochs", 1));
    SmallTask.train(task.config(output, changes));
    Files.writeString(file, "test: new.tsv\n" + definition);
    changes.put("seeds", "1,2");
    assertEquals(2, SmallTask.train(task.config(output, changes)).n());
    Files.writeString(file, definition + "metrics: [acc, mcc]\n");
    UsageException refused =
        assertThrows(UsageException.class, () -> SmallTask.train(task.config(output, changes)));
    assertTrue(refused.getMessage().contains("the SHA-256 of task was"), refused::getMessage);
  }

  @Test
  void aRunThatRecordedTheWholeDefinitionGoesOn() throws IOException {
    Path file = task.file().resolveSibling("old.yaml");
    Files.writeString(file, Files.readString(task.file()) + "test: new.tsv\n");
    Path output = directory.resolve("old");
    Map<String, ?> changes = Map.of("task", file, "epochs", 1);
    SmallTask.train(task.config(output, changes));
    Path record = output.resolve("seed-1/run.json");
    String digest =
        Objects.requireNonNull(RunRecord.read(record.getParent()).digests().get("task"));
    assertNotEquals(Sha256.of(file), digest);
    Files.writeString(record, Files.readString(record).replace(digest, Sha256.of(file)));
    assertEquals(1, SmallTask.train(task.config(output, changes)).n());
  }

  @Test
  void seedsOfSeveralCommandsHaveOneSummary() throws IOException {
    Path output = directory.resolve("seeds");
    SmallTask.train(task.config(output, Map.of("seeds", "2,3", "epochs", 1)));
    FinetuneSummary both = FinetuneSummary.read(output);
    SmallTask.train(task.config(output, Map.of("seeds", "1", "epochs", 1)));
    FinetuneSummary all = FinetuneSummary.read(output);
    assertEquals(List.of(1L, 2L, 3L), all.seeds());
    assertEquals(both.values(), all.values().subList(1, 3));
  }

  @Test
  void seedsOfAnotherModelAreNotMixedWithThose() throws IOException {
    Path output = directory.resolve("models");
    SmallTask.train(task.config(output, Map.of("seeds", "1", "epochs", 1)));
    Map<String, ?> other = Map.of("seeds", "2", "epochs", 1, "model", task.bart());
    UsageException refused =
        assertThrows(UsageException.class, () -> SmallTask.train(task.config(output, other)));
    assertTrue(refused.getMessage().contains("the SHA-256 of model was"), refused::getMessage);
    assertFalse(Files.exists(output.resolve("seed-2")));
  }

  @Test
  void aSeedThatDivergesDoesNotKeepTheOthersFromTheirTurn() throws IOException {
    Path output = directory.resolve("one-diverges");
    Map<String, ?> changes = Map.of("seeds", "1,2", "epochs", 1);
    RecordingConsole console = new RecordingConsole();
    FreeLbFinetuneRecipe recipe =
        new FreeLbFinetuneRecipe(
            task.config(output, changes),
            console,
            (run, training) -> {
              if (run.endsWith("seed-1")) {
                throw new NonFiniteException("step 6: the loss is NaN");
              }
              return training.train();
            });
    assertThrows(NonFiniteException.class, recipe::train);
    String said = String.join("\n", console.messages());
    assertTrue(said.contains("seed 1 diverged, and the others go on"), said);
    assertTrue(Files.exists(output.resolve("seed-2/predictions/mood.tsv")));
  }
}
