package io.noisette.generate.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that go on where they ended, and places that are no files. */
final class PredictionFileTest {

  @TempDir Path directory;

  @Test
  void aFileGoesOnAfterItsLastWholeLine() throws IOException {
    Path file = directory.resolve("out.txt");
    write(file, "m", "one", "two");
    Files.writeString(file, Files.readString(file) + "thr");
    try (PredictionFile again = PredictionFile.open(file, origin("m"), List.of())) {
      assertEquals(2, again.getLines());
      again.keep(1);
      assertEquals(1, again.getLines());
      again.append("2");
    }
    assertEquals(List.of("one", "2"), Files.readAllLines(file));
    assertThrows(UsageException.class, () -> PredictionFile.open(file, origin("other"), List.of()));
  }

  @Test
  void twoCannotWriteToOneFile() throws IOException {
    Path file = directory.resolve("out.txt");
    try (PredictionFile first = PredictionFile.open(file, origin("m"), List.of())) {
      first.append("one");
      String message =
          assertThrows(
                  UsageException.class, () -> PredictionFile.open(file, origin("m"), List.of()))
              .getMessage();
      assertTrue(message.contains("out.txt is being written by another process"), message);
    }
    assertEquals(List.of("one"), Files.readAllLines(file));
    PredictionFile.open(file, origin("m"), List.of()).close();
  }

  /** A second descriptor of the file, once closed, would take the lock of the first with it. */
  @Test
  void theLockStaysWhenAnotherThreadIsRefused() throws IOException {
    Path file = directory.resolve("out.txt");
    try (PredictionFile first = PredictionFile.open(file, origin("m"), List.of())) {
      Assumptions.assumeTrue(isLocked(file), "locks cannot be seen here");
      assertThrows(UsageException.class, () -> PredictionFile.open(file, origin("m"), List.of()));
      assertTrue(isLocked(file));
      first.append("one");
    }
  }

  private static boolean isLocked(Path file) throws IOException {
    Path locks = Path.of("/proc/locks");
    String inode = ":" + Files.getAttribute(file, "unix:ino") + " ";
    return Files.isReadable(locks) && Files.readString(locks).contains(inode);
  }

  @Test
  void whatIsReadIsNotReplaced() throws IOException {
    Path input = Files.writeString(directory.resolve("in.txt"), "text\n");
    Path link = Files.createSymbolicLink(directory.resolve("link.txt"), input);
    Path other = Files.writeString(directory.resolve("out.txt.settings.json"), "{}\n");
    for (Path[] pair : new Path[][] {{link, input}, {directory.resolve("out.txt"), other}}) {
      List<Path> inputs = List.of(pair[1]);
      String message =
          assertThrows(
                  UsageException.class, () -> PredictionFile.open(pair[0], origin("m"), inputs))
              .getMessage();
      assertTrue(message.contains(" would replace a file that is read, " + pair[1]), message);
    }
    assertEquals("text\n", Files.readString(input));
    assertEquals("{}\n", Files.readString(other));
  }

  @Test
  void aPipeTakesTheLinesAndHasNoFileBesideIt() throws Exception {
    Path pipe = directory.resolve("pipe");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();
    write(pipe, "m", "one", "two");
    String read = new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("one\ntwo\n", read);
    try (Stream<Path> entries = Files.list(directory)) {
      assertEquals(List.of(pipe), entries.toList());
    }
  }

  /** {@code /dev/full} can be read without end. */
  @Test
  void aFullDeviceFailsAtOnce() {
    Path device = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.isWritable(device));
    String message =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(20),
            () -> assertThrows(IOException.class, () -> write(device, "m", "one")).getMessage());
    assertEquals("/dev/full: No space left on device", message);
    assertTrue(Files.notExists(Path.of("/dev/full.settings.json")));
  }

  private static void write(Path place, String model, String... lines) throws IOException {
    try (PredictionFile file = PredictionFile.open(place, origin(model), List.of())) {
      assertEquals(0, file.getLines());
      for (String line : lines) {
        file.append(line);
      }
    }
  }

  private static JsonObject origin(String model) {
    JsonObject origin = new JsonObject();
    origin.addProperty("model", model);
    return origin;
  }
}
