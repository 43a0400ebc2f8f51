package io.noisette.nativelib;

import ai.djl.util.Utils;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The libtorch that a user chose with {@code PYTORCH_LIBRARY_PATH}. One of another version would
 * end the process while it is loaded.
 */
public final class ChosenLibtorch {

  /** Version of the C++ interface that DJL was compiled for. */
  static final String VERSION = "2.7.1";

  private static final String SETTING = "PYTORCH_LIBRARY_PATH";

  /**
   * Files beside the directory of the libraries: of the archive for C++, and of the package torch.
   */
  private static final List<String> VERSION_FILES = List.of("build-version", "version.py");

  private static final Pattern NUMBER =
      Pattern.compile("(?m)^(?:__version__ = ')?(\\d+\\.\\d+\\.\\d+)\\b");

  private ChosenLibtorch() {}

  /**
   * Checks the version as far as files beside the libraries tell it, and that not every user may
   * replace the libraries.
   *
   * @throws UsageException if it is another one, or every user may
   */
  public static void require() {
    String chosen = find();
    if (chosen != null) {
      require(Path.of(chosen));
    }
  }

  /** Returns the directory that was chosen, or null. */
  static @Nullable String find() {
    return Utils.getEnvOrSystemProperty(SETTING);
  }

  static void require(Path libraries) {
    Path place = NativeCache.real(libraries);
    LibraryPermissions.requireOwn(place, place, SETTING);
    try {
      LibraryFiles.requireWhole(place);
    } catch (IllegalStateException e) {
      throw new UsageException(
          "%s is %s, where %s; correct or unset it".formatted(SETTING, libraries, e.getMessage()),
          e);
    }
    for (String name : VERSION_FILES) {
      String version = readVersion(place.resolveSibling(name));
      if (version != null && !version.equals(VERSION)) {
        throw new UsageException(
            "%s is %s, which holds libtorch %s, but libtorch %s is needed; correct or unset it"
                .formatted(SETTING, libraries, version, VERSION));
      }
    }
  }

  private static @Nullable String readVersion(Path file) {
    try {
      Matcher number = NUMBER.matcher(Files.readString(file));
      return number.find() ? number.group(1) : null;
    } catch (IOException e) {
      return null; // not there, or no text
    }
  }
}
