package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeCacheTest {

  @TempDir Path directory;

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Path cache = Files.writeString(directory.resolve("file"), "").resolve("cache");
    String message =
        assertThrows(UsageException.class, () -> NativeCache.require(cache, "pytorch"))
            .getMessage();
    assertTrue(
        message.startsWith("the cache for native libraries, " + cache + ", is not writable"),
        message);
    assertTrue(message.contains("set DJL_CACHE_DIR"), message);
  }

  @Test
  void aPlaceThatCanBeMadeIsLeftToDjl() {
    Path cache = directory.resolve("a/b");
    assertDoesNotThrow(() -> NativeCache.require(cache, "pytorch"));
    assertFalse(Files.exists(cache.getParent()));
  }

  @Test
  void withoutAHomeDirectoryThereIsNone() {
    for (Path home : new Path[] {null, directory.resolve("absent")}) {
      String message =
          assertThrows(UsageException.class, () -> NativeCache.inHome(home)).getMessage();
      assertTrue(message.contains("set HOME"), message);
      assertTrue(home == null || message.contains(home.toString()), message);
    }
    assertEquals(directory.resolve(".djl.ai"), NativeCache.inHome(directory));
  }

  /** JNA would make a directory called {@code ?} there, and load a library from it. */
  @Test
  void nothingIsUnpackedWhereOneStandsIfThereIsNoHomeDirectory() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=?",
                "-DDJL_CACHE_DIR=" + NativeCache.choose().toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                Start.class.getName())
            .directory(directory.toFile())
            .inheritIO()
            .start();
    assertEquals(0, process.waitFor());
    try (Stream<Path> entries = Files.list(directory)) {
      assertEquals(List.of(), entries.toList());
    }
  }

  /** A program that starts libtorch. */
  static final class Start {
    private Start() {}

    public static void main(String[] arguments) {
      Torch.initialize();
    }
  }

  @Test
  void aPlaceThatEveryUserMayWriteIsRefused() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path cache = Files.createDirectory(directory.resolve("cache"));
    Path library = Files.createDirectory(cache.resolve("pytorch"));
    Path version = Files.createDirectory(library.resolve("2.7.1"));
    Path file = Files.createFile(version.resolve("libtorch.so"));
    for (Path open : new Path[] {directory, cache, library, version, file}) {
      Set<PosixFilePermission> before = Files.getPosixFilePermissions(open);
      Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
      String message =
          assertThrows(UsageException.class, () -> NativeCache.require(cache, "pytorch"))
              .getMessage();
      assertTrue(message.startsWith("every user may write into " + open.toRealPath()), message);
      Files.setPosixFilePermissions(open, before);
    }
    assertDoesNotThrow(() -> NativeCache.require(cache, "pytorch"));
  }

  @Test
  void whatIsUnpackedIsOnlyRead() throws IOException {
    Files.createDirectories(directory.resolve("pytorch"));
    Path cache = directory.toRealPath();
    assertDoesNotThrow(() -> NativeCache.require(cache, "pytorch"));
  }
}
