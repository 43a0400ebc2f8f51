package io.noisette.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OutputPlaceTest {

  @TempDir private Path directory;

  @Test
  void aFileIsFilledWhereALinkLeads() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "old");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("target"));
    Path linkToLink = Files.createSymbolicLink(directory.resolve("link-to-link"), link);
    write(linkToLink, "new");
    assertEquals("new", Files.readString(target));
    assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(linkToLink));
    assertNothingIsLeft();
  }

  @Test
  void alsoWhereNothingIsYet() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("new/deep/target"));
    write(link, "new");
    assertEquals("new", Files.readString(directory.resolve("new/deep/target")));
    assertTrue(Files.isSymbolicLink(link));
  }

  @Test
  void whatIsReadIsNotReplaced() throws IOException {
    Path input = Files.writeString(directory.resolve("input"), "text");
    Path link = Files.createSymbolicLink(directory.resolve("link"), input);
    Path absent = directory.resolve("absent");
    for (Path file : List.of(input, link, directory.resolve("./input"))) {
      UsageException e =
          assertThrows(
              UsageException.class,
              () -> OutputPlace.requireOther("--output", file, List.of(absent, input)));
      assertEquals(
          "--output %s would replace a file that is read, %s; choose another path"
              .formatted(file, input),
          e.getMessage());
    }
    OutputPlace.requireOther("--output", absent, List.of(absent, input));
    OutputPlace.requireOther("--output", null, List.of(input));
    OutputPlace.requireOther("--output", input, List.of(directory));
  }

  @Test
  void onlyAnEarlierOutputIsReplaced() throws IOException {
    Path file = directory.resolve("output");
    for (String fine : new String[] {"", "a\tb", "a\tb\n1\t2\n"}) {
      Files.writeString(file, fine);
      OutputPlace.requireEarlier("--output", file, "a\tb");
    }
    OutputPlace.requireEarlier("--output", directory.resolve("absent"), "a\tb");
    OutputPlace.requireEarlier("--output", null, "a\tb");
    for (String other : new String[] {"a", "a\tc", "b\ta\tb"}) {
      Files.writeString(file, other);
      assertThrows(
          UsageException.class, () -> OutputPlace.requireEarlier("--output", file, "a\tb"));
    }
  }

  @Test
  void aDeviceIsWrittenAsItIs() throws IOException {
    Path nothing = Path.of("/dev/null");
    assumeTrue(Files.exists(nothing));
    Path link = Files.createSymbolicLink(directory.resolve("link"), nothing);
    write(link, "gone");
    write(nothing, "gone");
    assertFalse(Files.isRegularFile(nothing));
    assertTrue(Files.isSymbolicLink(link));
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    assertThrows(IOException.class, () -> write(full, "no room"));
  }

  @Test
  void soIsAPipe() throws Exception {
    Path pipe = directory.resolve("pipe");
    Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(made.waitFor() == 0, "no mkfifo here");
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new String(Files.readAllBytes(pipe), UTF_8);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    write(pipe, "through");
    assertEquals("through", read.join());
    assertFalse(Files.isRegularFile(pipe));
  }

  @Test
  void whatCannotBeAFileIsRefusedBeforeTheWork() throws IOException {
    assertRefused(directory + " is a directory, not a file", directory);
    Path file = Files.writeString(directory.resolve("file"), "precious");
    assertRefused(file + " is a file", file.resolve("below/deep"));
    assertRefusedAsDirectory(file + " is a file", file.resolve("below"));
    Path loop = Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    assertThrows(FileSystemLoopException.class, () -> OutputPlace.requireFile("--output", loop));
    Path closed = Files.createDirectory(directory.resolve("closed"));
    assumeTrue(closed.toFile().setWritable(false) && !Files.isWritable(closed), "root may write");
    assertRefused(closed + " is not writable", closed.resolve("x"));
    assertRefusedAsDirectory(closed + " is not writable", closed.resolve("x/y"));
    assertTrue(closed.toFile().setWritable(true));
  }

  @Test
  void aDirectoryIsReplacedWhereALinkLeads() throws IOException {
    Path target = Files.createDirectory(directory.resolve("target"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), target);
    assertEquals(target.toRealPath(), OutputPlace.requireReplaceable("--output", link));
    Path absent = Files.createSymbolicLink(directory.resolve("to-come"), Path.of("absent"));
    assertEquals(directory.resolve("absent"), OutputPlace.requireReplaceable("--output", absent));
    assertTrue(Files.isDirectory(target));
    OutputPlace.createDirectories(link); // no failure
    OutputPlace.createDirectories(absent);
    assertTrue(Files.isDirectory(directory.resolve("absent")));
    assertNothingIsLeft();
  }

  @Test
  void aMountPointIsRefusedBeforeTheWork() {
    Path mounted = Path.of("/proc");
    assumeTrue(Files.isDirectory(mounted));
    String message =
        assertThrows(
                UsageException.class, () -> OutputPlace.requireReplaceable("--output", mounted))
            .getMessage();
    assertTrue(message.contains("give a new directory in it, such as /proc/output"), message);
  }

  private static void write(Path file, String content) throws IOException {
    OutputPlace.requireFile("--output", file);
    DurableFiles.replace(file, content.getBytes(UTF_8));
  }

  private static void assertRefusedAsDirectory(String part, Path path) {
    String message =
        assertThrows(UsageException.class, () -> OutputPlace.requireReplaceable("--output", path))
            .getMessage();
    assertTrue(message.startsWith("--output " + path + ": " + part), message);
  }

  private static void assertRefused(String part, Path file) {
    String message =
        assertThrows(UsageException.class, () -> OutputPlace.requireFile("--output", file))
            .getMessage();
    assertTrue(message.contains(part), message);
  }

  private void assertNothingIsLeft() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      assertTrue(entries.noneMatch(DurableFiles::isTemporary));
    }
  }
}
