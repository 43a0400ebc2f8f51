package io.noisette.evaluation.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noisette.failure.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SquadTaskTest {

  @TempDir Path directory;

  @Test
  void dataIsADirectoryAFileOrAPipe() throws Exception {
    assertEquals(
        directory + " has none of the files dev-v1.1.json, dev-v1.1.json.gz, dev.json, dev.json.gz",
        assertThrows(UsageException.class, () -> SquadTask.SQUAD1.findFile(directory, "dev"))
            .getMessage());
    Path file = Files.writeString(directory.resolve("dev.json.gz"), "");
    assertEquals(file, SquadTask.SQUAD1.findFile(directory, "dev"));
    assertEquals(file, SquadTask.SQUAD1.findFile(file, "dev"));
    Path pipe = directory.resolve("pipe");
    assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0);
    assertEquals(pipe, SquadTask.SQUAD1.findFile(pipe, "dev"));
  }
}
