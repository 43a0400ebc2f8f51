package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.run.OutputPlace;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FailureReportTest {

  @Test
  void aPathWithALineEndStaysOnOneLine() {
    for (Throwable failure :
        new Throwable[] {
          new UsageException("there is no file a\nb"),
          new UsageException("there is no file a\r\nb"),
          new CorruptDataException("there is no file a\n  b"),
        }) {
      assertEquals(
          "there is no file a b", FailureReport.of(failure).message().replaceAll(" +", " "));
    }
    assertEquals("a b does not exist", FailureReport.of(new NoSuchFileException("a\nb")).message());
    assertEquals(
        "internal error: java.lang.IllegalStateException: a b",
        FailureReport.of(new IllegalStateException("a\nb")).message());
  }

  /** The JVM says so of a mapped file that was cut, in whichever thread has read it. */
  @Test
  void aMappedFileThatBecameShorterIsDamagedData() {
    Throwable fault =
        new InternalError(
            "a fault occurred in a recent unsafe memory access operation in compiled Java code");
    FailureReport report = FailureReport.of(new CompletionException(fault));
    assertEquals(3, report.exitCode());
    assertTrue(report.message().contains("verify-corpus"), report::message);
    assertTrue(FailureReport.of(new InternalError("other")).internal());
  }

  @Test
  void aFileThatIsTakenForADirectoryIsNamed(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("notes.txt"));
    Path below = file.resolve("runs").resolve("first");
    FailureReport report =
        FailureReport.of(
            assertThrows(FileSystemException.class, () -> Files.createDirectories(below)));
    assertEquals(2, report.exitCode());
    String end = " cannot be there, because " + file + " is a file";
    assertTrue(report.message().endsWith(end), report::message);
    FailureReport existing =
        FailureReport.of(
            assertThrows(FileAlreadyExistsException.class, () -> Files.createDirectories(file)));
    assertEquals(new FailureReport(2, file + " already exists, and is a file", false), existing);
    FailureReport full =
        FailureReport.of(new FileSystemException(directory + "/run", null, "No space left"));
    assertEquals(new FailureReport(1, directory + "/run: No space left", false), full);
    FailureReport filled =
        FailureReport.of(
            assertThrows(DirectoryNotEmptyException.class, () -> Files.delete(directory)));
    assertEquals(new FailureReport(1, directory + ": the directory is not empty", false), filled);
    FailureReport bare = FailureReport.of(new FileSystemException("/proc/x"));
    assertTrue(bare.message().startsWith("/proc/x: the file system"), bare::message);
  }

  @Test
  void linksThatLeadToEachOtherAreNamed(@TempDir Path directory) throws IOException {
    Path one = directory.resolve("one");
    Files.createSymbolicLink(directory.resolve("two"), one);
    Files.createSymbolicLink(one, directory.resolve("two"));
    FailureReport loop = new FailureReport(2, one + " is a loop of symbolic links", false);
    assertEquals(
        loop,
        FailureReport.of(
            assertThrows(FileSystemException.class, () -> Files.newInputStream(one).close())));
    assertEquals(
        loop,
        FailureReport.of(assertThrows(FileSystemException.class, () -> OutputPlace.follow(one))));
  }

  @Test
  void aNoiseSpecIsShownBelowItsMistake() {
    String message = "noise spec, column 1: expected a name\n  (\n  ^";
    assertEquals(message, FailureReport.of(new UsageException(message)).message());
  }
}
