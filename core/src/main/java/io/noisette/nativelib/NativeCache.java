package io.noisette.nativelib;

import ai.djl.util.Utils;
import io.noisette.failure.LoadFailure;
import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import io.noisette.settings.HomeDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Cache directory into which DJL unpacks native libraries at the first start, {@code
 * DJL_CACHE_DIR}. Without it DJL would take a directory called {@code ?} where there is no home
 * directory, and one of {@code /tmp} where that is read-only.
 */
public final class NativeCache {

  static final String SETTING = "DJL_CACHE_DIR";
  private static final String TORCH = "pytorch"; // the name of its directory
  private static final String DIRECTORY = ".djl.ai";

  /** Variables that make DJL load another library, and that other programs with DJL may need. */
  private static final Map<String, List<String>> OBEYED =
      Map.of(
          TORCH,
          List.of("DJL_DEFAULT_ENGINE", "PYTORCH_VERSION", "PYTORCH_FLAVOR", "PYTORCH_PRECXX11"),
          "tokenizers",
          List.of("RUST_LIBRARY_PATH", "RUST_FLAVOR"));

  private static final int PROBE_BYTES = 16 << 20; // more than the smaller library takes
  private static final String JNA_PLACE = "jna.tmpdir";

  private NativeCache() {}

  /**
   * Loads a native library, which DJL unpacks into the cache if it is not there yet.
   *
   * @param library name of its directory in the cache, such as {@code pytorch}
   * @throws UsageException as {@link #require(String)}
   * @throws RunFailedException if it cannot be unpacked or loaded; the cause is the reason
   */
  public static void load(String library, Runnable loader) {
    require(library);
    shareWithJna();
    Path libraries = choose().resolve(library);
    LibraryFiles.deleteAbandoned(libraries);
    boolean isTorch = library.equals(TORCH);
    try {
      if (!isTorch || ChosenLibtorch.find() == null) {
        LibraryFiles.requireWhole(libraries, isTorch ? ChosenLibtorch.VERSION : "");
      }
      loader.run();
    } catch (UsageException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw explain(choose(), library, e);
    }
  }

  /** DJL does not always pass on why it could not unpack a library, so a file is written here. */
  static RunFailedException explain(Path cache, String library, Throwable failure) {
    Throwable cause = failure;
    try {
      Path file = Files.createTempFile(nearest(cache), "probe", null);
      try {
        Files.write(file, new byte[PROBE_BYTES]);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      cause = isUnpacked(cache, library) ? failure : e;
    }
    String text = LoadFailure.describe(cause);
    String chosen = library.equals(TORCH) ? ChosenLibtorch.find() : null;
    return new RunFailedException(
        chosen == null
            ? "the native library %s cannot be loaded from %s: %s; %s"
                .formatted(library, cache, text, suggestRemedy(library, text))
            : "libtorch cannot be loaded from PYTORCH_LIBRARY_PATH, %s: %s; correct or unset it"
                .formatted(chosen, text),
        cause);
  }

  private static String suggestRemedy(String library, String failure) {
    String known = LoadFailure.findRemedy(failure);
    if (known != null) {
      return known;
    }
    List<String> obeyed =
        OBEYED.getOrDefault(library, List.of()).stream()
            .filter(name -> Utils.getEnvOrSystemProperty(name) != null)
            .toList();
    return obeyed.isEmpty()
        ? LoadFailure.suggestRemedy(failure)
        : "unset " + String.join(" and ", obeyed) + ", which DJL obeys";
  }

  /** Returns true if some version of a library is in the cache. */
  public static boolean isUnpacked(Path cache, String library) {
    Path versions = cache.resolve(library);
    try (Stream<Path> files = Files.walk(versions, 2)) {
      return files.map(versions::relativize).anyMatch(NativeCache::isOfVersion);
    } catch (IOException | UncheckedIOException e) {
      return false; // not there
    }
  }

  /** A process that was killed while it unpacked leaves a directory called tmp and a number. */
  private static boolean isOfVersion(Path file) {
    return file.getNameCount() == 2 && Character.isDigit(file.toString().charAt(0));
  }

  /**
   * Checks that the cache has a native library or can be written to, because DJL's own exception
   * does not name the cause.
   *
   * @param library name of its directory in the cache, such as {@code pytorch}
   * @throws UsageException if the library is not unpacked and the cache is not writable, there is
   *     no home directory for it, or anybody could change the library
   */
  public static void require(String library) {
    require(choose(), library);
  }

  /**
   * Chooses the cache directory, makes DJL use it, and returns it.
   *
   * @throws UsageException if none is set and there is no home directory, or if it is a symbolic
   *     link to nothing, which DJL would not follow
   */
  public static Path choose() {
    if (Utils.getEnvOrSystemProperty(SETTING) == null
        && Utils.getEnvOrSystemProperty("ENGINE_CACHE_DIR") == null) {
      System.setProperty(SETTING, inHome(HomeDirectory.find()).toString());
    }
    Path cache = Utils.getEngineCacheDir();
    requireTarget(cache);
    return cache;
  }

  static void requireTarget(Path cache) {
    if (Files.isSymbolicLink(cache) && !Files.exists(cache)) {
      throw new UsageException(
          "the cache for native libraries, "
              + cache
              + ", is a symbolic link to a directory that does not exist; create that directory");
    }
  }

  /**
   * Makes JNA unpack its library into the cache too. By itself it takes {@code ~/.cache/JNA}, which
   * is below the working directory, in one called {@code ?}, where there is no home directory.
   *
   * @throws UsageException if every user may write there
   */
  private static void shareWithJna() {
    if (System.getProperty(JNA_PLACE) == null) {
      Path cache = choose();
      LibraryPermissions.requireOwn(cache, "jna");
      if (Files.isWritable(nearest(cache.resolve("jna")))) {
        System.setProperty(JNA_PLACE, cache.resolve("jna").toString());
      } else if (!Path.of(System.getProperty("user.home", "")).isAbsolute()) {
        System.setProperty("jna.nounpack", "true");
      }
    }
  }

  static Path inHome(@Nullable Path home) {
    if (home == null || !Files.isDirectory(home)) {
      throw new UsageException(
          "there is no home directory"
              + (home == null ? "" : " " + home)
              + " to unpack native libraries into; set HOME to one that exists, or set "
              + SETTING
              + " to a writable directory with 500 MiB of free space");
    }
    return home.resolve(DIRECTORY);
  }

  static void require(Path cache, String library) {
    LibraryPermissions.requireOwn(cache, library);
    if (isUnpacked(cache, library)) {
      return;
    }
    Path existing = nearest(cache);
    if (!canWriteInto(existing)) {
      throw new UsageException(
          ("the cache for native libraries, %s, is not writable; set DJL_CACHE_DIR to a writable"
                  + " directory with 500 MiB of free space")
              .formatted(cache));
    }
  }

  /** Creates a file, because permissions tell root nothing of file systems such as /proc. */
  private static boolean canWriteInto(Path directory) {
    try {
      Files.delete(Files.createTempFile(directory, "probe", null));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns a path, or the first one above it that exists. */
  private static Path nearest(Path path) {
    Path existing = path.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }

  /** Returns a path without links, or as it is if it does not exist. */
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize(); // not there yet
    }
  }
}
