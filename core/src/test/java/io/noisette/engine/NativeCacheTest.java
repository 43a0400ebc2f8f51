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
import java.util.Set;
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
    }
    assertEquals(directory.resolve(".djl.ai"), NativeCache.inHome(directory));
  }

  @Test
  void aPlaceThatEveryUserMayWriteIsRefused() throws IOException {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
    Path cache = Files.createDirectory(directory.resolve("cache"));
    Path library = Files.createDirectory(cache.resolve("pytorch"));
    for (Path open : new Path[] {directory, cache, library}) {
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
