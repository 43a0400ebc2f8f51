package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointDirectoryTest {

  @TempDir Path run;
  private final List<String> warnings = new ArrayList<>();

  private CheckpointDirectory checkpoints;

  @BeforeEach
  void open() throws IOException {
    checkpoints = CheckpointDirectory.open(run);
  }

  @Test
  void aCheckpointIsCompleteAndLatest() throws IOException {
    Checkpoint checkpoint = write(1000);
    assertEquals(run.resolve("checkpoints/step-001000"), checkpoint.path());
    assertEquals(List.of(checkpoint), checkpoints.list());
    assertEquals("step-001000", target("latest"));
    assertEquals(checkpoint, latest());
    checkpoint.verify();
    assertTrue(
        Files.readString(checkpoint.path().resolve("manifest.json"))
            .contains("\"model.safetensors\": {\n      \"bytes\": 4,\n      \"sha256\": \""));
  }

  @Test
  void whoLooksWhileACheckpointIsWrittenDisturbsNothing() throws IOException {
    write(1);
    checkpoints.write(
        2,
        path -> {
          Files.writeString(path.resolve("model.safetensors"), "half");
          assertEquals(1, CheckpointDirectory.findNewestStep(run));
          Files.writeString(path.resolve("model.safetensors"), "whole");
        });
    assertEquals(2, CheckpointDirectory.findNewestStep(run));
    assertEquals(0, CheckpointDirectory.findNewestStep(run.resolve("none")));
  }

  @Test
  void linksMoveToWhatTheyAreToldToPointTo() throws IOException {
    Checkpoint first = write(1);
    assertNull(checkpoints.findBest());
    checkpoints.markBest(first);
    write(2);
    assertEquals("step-000001", target("best"));
    assertEquals("step-000002", target("latest"));
    assertEquals(first, checkpoints.findBest());
  }

  @Test
  void aCheckpointOfTheSameStepIsReplaced() throws IOException {
    write(7);
    Checkpoint again =
        checkpoints.write(7, path -> Files.writeString(path.resolve("other"), "new"));
    again.verify();
    assertFalse(Files.exists(again.path().resolve("model.safetensors")));
    assertEquals(List.of("latest", "step-000007"), names());
  }

  @Test
  void aCheckpointThatWasMovedAwayForAnotherIsPutBack() throws IOException {
    Checkpoint checkpoint = write(7);
    Path directory = checkpoint.path().getParent();
    Files.move(checkpoint.path(), directory.resolve(".step-000007.tmp-0a1b2c3d"));
    Path unfinished = Files.createDirectory(directory.resolve(".step-000007.tmp-99999999"));
    Files.writeString(unfinished.resolve("model.safetensors"), "half");
    open();
    assertEquals(checkpoint, latest());
    checkpoint.verify();
    assertEquals(List.of("latest", "step-000007"), names());
  }

  @Test
  void aCheckpointThatWasBeingDeletedIsNotPutBack() throws IOException {
    Checkpoint checkpoint = write(7);
    Path directory = checkpoint.path().getParent();
    Path away = directory.resolve(".step-000007.tmp-0a1b2c3d");
    Files.move(checkpoint.path(), away);
    Files.delete(away.resolve("model.safetensors"));
    open();
    assertEquals(List.of("latest"), names());
  }

  @Test
  void aWriteThatFailsLeavesWhatWasThere() throws IOException {
    write(1);
    assertThrows(
        IOException.class,
        () ->
            checkpoints.write(
                2,
                path -> {
                  Files.writeString(path.resolve("model.safetensors"), "half");
                  throw new IOException("disk full");
                }));
    assertEquals(List.of("latest", "step-000001"), names());
    assertEquals("step-000001", target("latest"));
  }

  @Test
  void whatACrashHasLeftIsRemovedAtTheStart() throws IOException {
    Path crashed = run.resolve("checkpoints/.step-000002.tmp-12345678");
    Files.createDirectories(crashed);
    Files.writeString(crashed.resolve("model.safetensors"), "half");
    CheckpointDirectory.open(run);
    assertEquals(List.of(), names());
  }

  @Test
  void aChangedByteIsNamedAndTheOneBeforeIsTaken() throws IOException {
    Checkpoint good = write(1);
    Checkpoint bad = write(2);
    Path file = bad.path().resolve("model.safetensors");
    Files.writeString(file, "abcX");
    var e = assertThrows(CorruptDataException.class, bad::verify);
    assertEquals(
        file + " has changed: its SHA-256 is not the one in the checkpoint's manifest.json",
        e.getMessage());
    List<String> told = new ArrayList<>();
    assertEquals(
        good, checkpoints.findLatest(path -> {}, damaged -> told.add(damaged.getMessage())));
    assertEquals(List.of(e.getMessage()), told);
  }

  @Test
  void damagedDirectoriesAreNotListed() throws IOException {
    Files.writeString(write(1).path().resolve("model.safetensors"), "longer than it was");
    Files.delete(write(2).path().resolve("model.safetensors"));
    Files.delete(write(3).path().resolve("manifest.json"));
    for (String manifest :
        List.of(
            "",
            "null",
            "[]",
            "{",
            "{\"files\":{\"../x\":{}}}",
            "{\"files\":3}",
            "[".repeat(99_999))) {
      Files.writeString(write(4).path().resolve("manifest.json"), manifest);
      assertEquals(List.of(), checkpoints.list(), manifest);
    }
    List<String> told = new ArrayList<>();
    assertNull(checkpoints.findLatest(path -> {}, damaged -> told.add(damaged.getMessage())));
    assertEquals(4, told.size(), told::toString);
  }

  @Test
  void retentionKeepsTheNewestAndTheBest() throws IOException {
    checkpoints.markBest(write(1));
    write(2);
    write(3);
    write(4);
    checkpoints.retain(4, 2, warnings::add);
    assertEquals(List.of("best", "latest", "step-000001", "step-000003", "step-000004"), names());
  }

  @Test
  void whatCannotBeRenamedIsDeletedWhereItIs() throws IOException {
    CheckpointDirectory ofLowerLayer =
        CheckpointDirectory.open(
            run,
            (from, to) -> {
              throw new AtomicMoveNotSupportedException(from.toString(), null, "cross-device link");
            });
    write(1);
    write(2);
    ofLowerLayer.write(2, path -> Files.writeString(path.resolve("a"), "again"));
    ofLowerLayer.retain(2, 1, warnings::add);
    assertEquals(List.of(2L), ofLowerLayer.list().stream().map(Checkpoint::step).toList());
    assertFalse(Files.exists(run.resolve("checkpoints/step-000001")));
    assertEquals(List.of(), warnings);
  }

  @Test
  void whatCannotBeDeletedStaysWithAWarning() throws IOException {
    CheckpointDirectory damaged =
        CheckpointDirectory.open(
            run,
            (from, to) -> {
              throw new IOException("no such luck");
            });
    write(1);
    write(2);
    damaged.retain(2, 1, warnings::add);
    assertEquals(2, damaged.list().size());
    assertTrue(warnings.get(0).contains("step-000001 stays: "), warnings.toString());
  }

  @Test
  void retentionDoesNotDeleteTheOnlyUndamagedOne() throws IOException {
    write(1);
    Files.writeString(write(2).path().resolve("model.safetensors"), "abcX");
    CheckpointDirectory reopened = CheckpointDirectory.open(run);
    reopened.retain(2, 1, warnings::add);
    assertEquals(List.of("latest", "step-000001", "step-000002"), names());
  }

  /**
   * A run falls back to an earlier checkpoint if later ones are damaged, and then writes between.
   */
  @Test
  void retentionKeepsWhatWasWrittenLastAlsoBeforeADamagedOne() throws IOException {
    checkpoints.markBest(write(3));
    Files.writeString(write(10).path().resolve("model.safetensors"), "abcX");
    CheckpointDirectory reopened = CheckpointDirectory.open(run);
    for (long step = 4; step <= 5; step++) {
      reopened.write(step, path -> Files.writeString(path.resolve("model.safetensors"), "abcd"));
      reopened.retain(step, 1, warnings::add);
    }
    assertEquals(List.of("best", "latest", "step-000003", "step-000005", "step-000010"), names());
    assertEquals("step-000005", target("latest"));
  }

  @Test
  void aRunCopiedWithoutItsLinksGoesOn() throws IOException {
    write(1);
    Path latest = run.resolve("checkpoints/latest");
    Files.delete(latest);
    Files.createDirectory(latest);
    write(2);
    assertEquals("step-000002", target("latest"));
  }

  private Checkpoint write(long step) throws IOException {
    return checkpoints.write(
        step, path -> Files.writeString(path.resolve("model.safetensors"), "abcd"));
  }

  private Checkpoint latest() throws IOException {
    return checkpoints.findLatest(path -> {}, damaged -> fail(damaged));
  }

  private String target(String link) throws IOException {
    return Files.readSymbolicLink(run.resolve("checkpoints").resolve(link)).toString();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(run.resolve("checkpoints"))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
