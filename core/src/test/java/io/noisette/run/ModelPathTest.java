package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelPathTest {

  @TempDir Path directory;

  @Test
  void aHuggingFaceDirectoryIsItself() throws IOException {
    Files.writeString(directory.resolve("config.json"), "{}");
    assertEquals(directory, ModelPath.resolve(directory));
  }

  @Test
  void aRunIsItsBestCheckpointElseItsLatest() throws IOException {
    CheckpointDirectory checkpoints = CheckpointDirectory.open(directory);
    Checkpoint first = write(checkpoints, 1);
    Checkpoint second = write(checkpoints, 2);
    assertEquals(second.path().toRealPath(), ModelPath.resolve(directory));
    checkpoints.markBest(first);
    assertEquals(first.path().toRealPath(), ModelPath.resolve(directory));
    assertEquals(second.path(), ModelPath.resolve(second.path()));
  }

  @Test
  void theRunOfACheckpointIsFoundByEveryPathToIt() throws IOException {
    CheckpointDirectory checkpoints = CheckpointDirectory.open(directory);
    Path checkpoint = write(checkpoints, 1).path();
    assertNull(ModelPath.findRun(checkpoint), "no run.json");
    new RunRecord("v", Map.of(), Map.of(), Map.of(), Map.of(), List.of()).write(directory);
    assertEquals(directory.toRealPath(), ModelPath.findRun(checkpoint));
    assertEquals(directory.toRealPath(), ModelPath.findRun(checkpoint.resolveSibling("latest")));
    assertNull(ModelPath.findRun(directory));
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    Checkpoint checkpoint = write(CheckpointDirectory.open(directory), 1);
    Files.writeString(checkpoint.path().resolve("config.json"), "[]");
    assertThrows(CorruptDataException.class, () -> ModelPath.resolve(directory));
    assertThrows(CorruptDataException.class, () -> ModelPath.resolve(checkpoint.path()));
  }

  @Test
  void theBytesOfALinkDecide() throws IOException {
    Checkpoint checkpoint = write(CheckpointDirectory.open(directory), 1);
    Path links = Files.createDirectory(directory.resolve("snapshot"));
    for (String name : List.of("config.json", "manifest.json")) {
      Files.createSymbolicLink(links.resolve(name), checkpoint.path().resolve(name));
    }
    assertEquals(links, ModelPath.resolve(links));
    Path link = Files.createSymbolicLink(directory.resolve("model"), links);
    assertEquals(link, ModelPath.resolve(link));
    Files.writeString(checkpoint.path().resolve("config.json"), "[]");
    assertThrows(CorruptDataException.class, () -> ModelPath.resolve(links));
    Files.delete(checkpoint.path().resolve("config.json"));
    assertThrows(UsageException.class, () -> ModelPath.resolve(links));
  }

  @Test
  void whatIsNoModelIsToldWhatWasLookedFor() {
    var empty = assertThrows(UsageException.class, () -> ModelPath.resolve(directory));
    assertEquals(
        directory
            + ": there is no model here; looked for config.json (a Hugging Face model directory or"
            + " a checkpoint), checkpoints/best and checkpoints/latest (a run)",
        empty.getMessage());
    Path absent = directory.resolve("absent");
    var none = assertThrows(UsageException.class, () -> ModelPath.resolve(absent));
    assertTrue(none.getMessage().contains("no such directory"));
  }

  @Test
  void aDirectoryWithASingleRunStandsForIt() throws IOException {
    Path run = Files.createDirectories(directory.resolve("seed-1"));
    Files.writeString(run.resolve("run.json"), "{}");
    Checkpoint checkpoint = write(CheckpointDirectory.open(run), 3);
    assertEquals(checkpoint.path().toRealPath(), ModelPath.resolve(directory));
  }

  @Test
  void aDirectoryOfRunsSaysSo() throws IOException {
    for (String seed : List.of("seed-2", "seed-1")) {
      Files.createDirectories(directory.resolve(seed));
      Files.writeString(directory.resolve(seed).resolve("run.json"), "{}");
    }
    var refused = assertThrows(UsageException.class, () -> ModelPath.resolve(directory));
    assertEquals(
        "%s holds runs, but is not a run itself; name one of them, such as %s"
            .formatted(directory, directory.resolve("seed-1")),
        refused.getMessage());
  }

  private static Checkpoint write(CheckpointDirectory checkpoints, long step) throws IOException {
    return checkpoints.write(step, path -> Files.writeString(path.resolve("config.json"), "{}"));
  }
}
