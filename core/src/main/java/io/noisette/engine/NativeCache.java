package io.noisette.engine;

import ai.djl.util.Utils;
import io.noisette.failure.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Cache directory into which DJL unpacks native libraries at the first start, {@code
 * DJL_CACHE_DIR}.
 */
public final class NativeCache {

  private NativeCache() {}

  /**
   * Checks that a native library is unpacked or can be, because DJL's own exception does not name
   * the cause.
   *
   * @param library name of its directory in the cache, such as {@code pytorch}
   * @throws UsageException if the library is not unpacked and the cache is not writable
   */
  public static void require(String library) {
    require(Utils.getEngineCacheDir(), library);
  }

  static void require(Path cache, String library) {
    if (Files.isDirectory(cache.resolve(library))) {
      return;
    }
    Path existing = cache.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
      throw new UsageException(
          ("the cache for native libraries, %s, is not writable; set DJL_CACHE_DIR to a writable"
                  + " directory with 500 MiB of free space")
              .formatted(cache));
    }
  }
}
