package io.noisette.engine;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void whatIsUnpackedIsOnlyRead() throws IOException {
    Files.createDirectories(directory.resolve("pytorch"));
    Path cache = directory.toRealPath();
    assertDoesNotThrow(() -> NativeCache.require(cache, "pytorch"));
  }
}
