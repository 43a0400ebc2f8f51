package io.noisette.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noisette.failure.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {

  @TempDir Path directory;

  @Test
  void aSecondTakerIsToldTheProcess() throws IOException {
    try (RunLock lock = RunLock.acquire(directory)) {
      var e = assertThrows(UsageException.class, () -> RunLock.acquire(directory), lock::toString);
      assertTrue(e.getMessage().contains("process " + ProcessHandle.current().pid()));
    }
    RunLock.acquire(directory).close();
  }

  @Test
  void aFailureNamesTheFile() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    var e = assertThrows(FileSystemException.class, () -> ProcessLock.tryAcquire(full));
    assertEquals(full.toString(), e.getFile());
  }

  @Test
  void theLockOfAnotherRunBehindALinkIsLeftAlone() throws IOException {
    Path original = Files.writeString(directory.resolve("original"), "a file of the user");
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Files.createSymbolicLink(copy.resolve(RunLock.FILE_NAME), original);
    var e = assertThrows(UsageException.class, () -> RunLock.acquire(copy));
    assertTrue(e.getMessage().contains("cp -rL"), e.getMessage());
    assertEquals("a file of the user", Files.readString(original));
  }

  @Test
  void aRefusedSecondTakerLeavesTheLockToTheFirst() throws Exception {
    Path link = directory.resolve("link");
    Path run = Files.createDirectory(directory.resolve("run"));
    Files.createSymbolicLink(link, run);
    try (RunLock lock = RunLock.acquire(run)) {
      for (Path path : new Path[] {run, link, run.resolve("../run"), Path.of("").resolve(run)}) {
        assertThrows(UsageException.class, () -> RunLock.acquire(path), lock::toString);
      }
      assertEquals(2, holder(run).start().waitFor(), "another process trains into the directory");
    }
    RunLock.acquire(link).close();
  }

  @Test
  void anotherProcessKeepsUsOutUntilItIsKilled() throws Exception {
    Process other = holder(directory).start();
    try (BufferedReader out = other.inputReader(StandardCharsets.UTF_8)) {
      assertEquals("held", out.readLine());
      var e = assertThrows(UsageException.class, () -> RunLock.acquire(directory));
      assertTrue(e.getMessage().contains("in use by process " + other.pid()), e.getMessage());
    } finally {
      other.destroyForcibly().waitFor();
    }
    RunLock.acquire(directory).close();
  }

  @Test
  void aStaleFileDoesNotKeepAnyoneOut() throws IOException {
    Files.writeString(directory.resolve(RunLock.FILE_NAME), "999999999999999999999999999\n");
    RunLock.acquire(directory).close();
    assertEquals(
        ProcessHandle.current().pid() + "\n",
        Files.readString(directory.resolve(RunLock.FILE_NAME)));
  }

  private static ProcessBuilder holder(Path run) {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            run.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /** A process that takes the lock and waits to be killed. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      try (RunLock lock = RunLock.acquire(Path.of(arguments[0]))) {
        System.out.println(lock == null ? "" : "held");
        Thread.sleep(60_000);
      } catch (UsageException e) {
        System.exit(2);
      }
    }
  }
}
