package io.noisette.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.InUseException;
import io.noisette.failure.UsageException;
import io.noisette.run.RunFacts;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks, records and the checkpoint that a run is resumed from. */
final class TrainingRunTest {

  private static final LineTask.Settings SETTINGS = new LineTask.Settings(8, 5);

  private static final RunFacts FACTS =
      new LoopSettings(8, 1, 0, 5, 5, NonFinitePolicy.FAIL).toFacts();

  @TempDir private static Path once;

  @TempDir private Path directory;
  private final RecordingConsole console = new RecordingConsole();
  private Path output = Path.of("");

  /** Checkpoints at the steps 6 and 8, of which the best is the last. */
  @BeforeAll
  static void trains() throws IOException {
    Trainer.of(TrainerTest.runtime(once.resolve("run")), new RecordingConsole())
        .train(new LineTask(SETTINGS, null), new StopSignal());
  }

  @BeforeEach
  void copiesTheRun() throws IOException {
    output = directory.resolve("run");
    try (Stream<Path> tree = Files.walk(once.resolve("run"))) {
      for (Path path : tree.toList()) {
        Path to = directory.resolve(once.relativize(path));
        Files.copy(path, to, LinkOption.NOFOLLOW_LINKS); // links are relative
      }
    }
  }

  @Test
  void aNewRunHasNothingToResume() throws IOException {
    try (TrainingRun run = open(directory.resolve("new"), "auto", SETTINGS)) {
      assertNull(run.getResumePoint());
    }
    assertEquals(1, RunRecord.read(directory.resolve("new")).sessions().size());
  }

  @Test
  void theNewestCheckpointIsResumed() throws IOException {
    assertEquals("step-000008", resumePoint(output, "auto"));
    assertEquals(8, RunRecord.read(output).sessions().get(1).fromStep());
  }

  /** As if the process had been killed after the checkpoint got its name. */
  @Test
  void linksThatAKillHasLeftBehindAreRestored() throws IOException {
    TrainingState saved = TrainingRun.findSavedState(output);
    boolean isBest = saved != null && saved.findBestStep() == saved.step();
    for (String name : List.of("latest", "best")) {
      Path link = output.resolve("checkpoints").resolve(name);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of("step-000006"));
    }
    assertEquals("step-000008", resumePoint(output, "auto"));
    assertEquals("step-000008", target("latest"));
    assertEquals(isBest ? "step-000008" : "step-000006", target("best"));
  }

  @Test
  void aRunIsNotGoneOnWithInTheOutputOfAnother() throws IOException {
    Path other = directory.resolve("other");
    Trainer.of(TrainerTest.runtime(other), console)
        .train(new LineTask(new LineTask.Settings(2, 5), null), new StopSignal());
    UsageException refused =
        assertThrows(UsageException.class, () -> resumePoint(other, output.toString()));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("holds a run already"), refused::getMessage);
    assertEquals("step-000002", target(other, "latest"));
    assertEquals("step-000008", resumePoint(output, output.toString()));
  }

  @Test
  void aStartThatWasKilledAtItsRecordIsNoStranger() throws IOException {
    Path killed = Files.createDirectory(directory.resolve("killed"));
    Files.writeString(killed.resolve("run.lock"), "1");
    Files.writeString(killed.resolve(".run.json.tmp-0a1b2c3d"), "{");
    assertEquals("none", resumePoint(killed, "never"));
  }

  @Test
  void aDamagedCheckpointIsPassedOverWithAWarning() throws IOException {
    damage("step-000008");
    assertEquals("step-000006", resumePoint(output, "auto"));
    assertTrue(
        console.messages().stream().anyMatch(m -> m.endsWith("; trying the previous checkpoint")));
  }

  @Test
  void aDamagedStateIsPassedOverLikeAnyOtherFile() throws IOException {
    Path state = output.resolve("checkpoints/step-000008/trainer.json");
    String whole = Files.readString(state);
    Files.writeString(state, whole.replaceFirst("\"best\": \\d", "\"best\": 9"));
    TrainingState saved = TrainingRun.findSavedState(output, LineTask.identity(SETTINGS));
    assertEquals(6, saved == null ? 0 : saved.step());
    assertEquals("step-000006", resumePoint(directory.resolve("branch"), output.toString()));
    Files.delete(state);
    saved = TrainingRun.findSavedState(output);
    assertEquals(6, saved == null ? 0 : saved.step());
    damage("step-000006");
    assertThrows(CorruptDataException.class, () -> TrainingRun.findSavedState(output));
  }

  @ParameterizedTest
  @ValueSource(strings = {"trainer.json", "optimizer.safetensors"})
  void aFileWithoutDigestIsNotTrusted(String file) throws IOException {
    Path manifest = output.resolve("checkpoints/step-000008/manifest.json");
    JsonObject json = JsonParser.parseString(Files.readString(manifest)).getAsJsonObject();
    json.getAsJsonObject("files").remove(file);
    Files.writeString(manifest, json.toString());
    assertEquals("step-000006", resumePoint(output, "auto"));
    json.add("files", new JsonObject());
    Files.writeString(manifest, json.toString());
    assertEquals("step-000006", resumePoint(output, "auto"));
  }

  @Test
  void aRunWhoseCheckpointsAreAllDamagedIsNotStartedOver() throws IOException {
    damage("step-000008");
    damage("step-000006");
    assertThrows(CorruptDataException.class, () -> resumePoint(output, "auto"));
  }

  @Test
  void aCheckpointOfAnotherRunIsResumedUnlessThereIsANewerOne() throws IOException {
    String older = output.resolve("checkpoints/step-000006").toString();
    assertEquals("step-000006", resumePoint(directory.resolve("branch"), older));
    assertEquals("step-000008", resumePoint(directory.resolve("other"), output.toString()));
    assertThrows(UsageException.class, () -> resumePoint(output, older));
    damage("step-000006");
    assertThrows(CorruptDataException.class, () -> resumePoint(directory.resolve("third"), older));
    assertThrows(UsageException.class, () -> resumePoint(directory.resolve("fourth"), "nowhere"));
  }

  @Test
  void aDirectoryInUseIsRefused() throws IOException {
    TrainingRun first = open(output, "auto", SETTINGS);
    assertThrows(InUseException.class, () -> resumePoint(output, "auto"));
    first.close();
    assertEquals("step-000008", resumePoint(output, "auto"));
  }

  @Test
  void stepsMayBeRaisedAndASeedMayNotChange() throws IOException {
    try (TrainingRun run = open(output, "auto", new LineTask.Settings(9, 5))) {
      assertEquals(output, run.getDirectory());
    }
    assertTrue(console.messages().stream().anyMatch(m -> m.endsWith("--steps was 8, is 9")));
    assertThrows(UsageException.class, () -> open(output, "auto", new LineTask.Settings(9, 6)));
    assertThrows(
        UsageException.class,
        () -> TrainingRun.findSavedState(output, LineTask.identity(new LineTask.Settings(7, 5))));
  }

  /** Where the disk is full, a new checkpoint needs the room of those that are no longer wanted. */
  @Test
  void fewerCheckpointsAreKeptBeforeTrainingGoesOn() throws IOException {
    Path checkpoints = output.resolve("checkpoints");
    assertTrue(Files.exists(checkpoints.resolve("step-000006")));
    RuntimeSettings fewer = TrainerTest.runtime(output).with(it -> it.keepLast(1));
    LineTask task = new LineTask(SETTINGS, null);
    try (NDManager manager = Torch.newManager("cpu");
        TrainingRun run = TrainingRun.open(fewer, LineTask.identity(SETTINGS), FACTS, console)) {
      LineModel model = task.read(manager, Objects.requireNonNull(run.getResumePoint()));
      assertEquals(8, run.restore(task.newUpdateRule(manager, model).optimizer()).step());
      assertTrue(Files.exists(checkpoints.resolve("step-000006")));
      run.makeRoom();
    }
    try (Stream<Path> left = Files.list(checkpoints)) {
      Set<String> names =
          left.map(path -> path.getFileName().toString())
              .filter(name -> name.startsWith("step-"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(new TreeSet<>(List.of("step-000008", target("best"))), names);
    }
  }

  @Test
  void aDirectoryWithSomethingElseIsRefused() throws IOException {
    assertThrows(UsageException.class, () -> open(output, "never", SETTINGS));
    Path strange = Files.createDirectory(directory.resolve("strange"));
    Path file = Files.writeString(strange.resolve("thesis.txt"), "precious");
    assertThrows(UsageException.class, () -> open(strange, "auto", SETTINGS));
    assertThrows(UsageException.class, () -> open(file, "auto", SETTINGS));
  }

  private String target(String link) throws IOException {
    return target(output, link);
  }

  private static String target(Path run, String link) throws IOException {
    return Files.readSymbolicLink(run.resolve("checkpoints").resolve(link)).toString();
  }

  private String resumePoint(Path path, String resume) throws IOException {
    try (TrainingRun run = open(path, resume, SETTINGS)) {
      Path point = run.getResumePoint();
      return point == null ? "none" : String.valueOf(point.getFileName());
    }
  }

  private TrainingRun open(Path path, String resume, LineTask.Settings settings)
      throws IOException {
    RuntimeSettings runtime = TrainerTest.runtime(path).with(it -> it.resume(resume));
    return TrainingRun.open(runtime, LineTask.identity(settings), FACTS, console);
  }

  private void damage(String checkpoint) throws IOException {
    Path file = output.resolve("checkpoints").resolve(checkpoint).resolve(LineTask.FILE_NAME);
    Files.writeString(file, "1", StandardOpenOption.APPEND);
  }
}
