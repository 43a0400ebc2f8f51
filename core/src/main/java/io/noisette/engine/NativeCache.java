package io.noisette.engine;

import ai.djl.util.Utils;
import io.noisette.failure.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where DJL unpacks native libraries at the first start, below {@code DJL_CACHE_DIR}. */
public final class NativeCache {

  private NativeCache() {}

  /**
   * Checks that a library is unpacked, or can be: DJL's own failure names no cause.
   *
   * @param library its directory in the cache, such as {@code pytorch}
   * @throws UsageException if neither
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
          "%s, where native libraries are unpacked, cannot be written; set DJL_CACHE_DIR to a directory that you may write, with room for 500 MiB"
              .formatted(cache));
    }
  }
}
