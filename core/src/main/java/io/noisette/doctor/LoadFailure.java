package io.noisette.doctor;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Says in one line what a native library's loader, or any code, threw, and what may help. */
final class LoadFailure {

  private static final String ANOTHER_CACHE =
      "set DJL_CACHE_DIR to a directory on another disk that you may write";

  private LoadFailure() {}

  static Finding explain(Throwable failure) {
    String text = describe(failure);
    return Finding.problem(text, remedy(text.toLowerCase(Locale.ROOT)));
  }

  /** The messages from the outermost to the cause, on one line. */
  static String describe(Throwable failure) {
    Set<String> messages = new LinkedHashSet<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      messages.add(
          message == null || message.isBlank()
              ? cause.getClass().getSimpleName()
              : message.strip());
    }
    return String.join(": ", messages).replaceAll("\\s*\\R\\s*", " ");
  }

  private static String remedy(String text) {
    if (text.contains("glibc") || text.contains("musl") || text.contains("ld-linux")) {
      return "the libraries need glibc 2.34 or later: use a newer distribution, not Alpine";
    }
    if (text.contains("failed to map segment") || text.contains("operation not permitted")) {
      return "the cache may be on a disk mounted noexec: " + ANOTHER_CACHE;
    }
    if (text.contains("no space left") || text.contains("quota")) {
      return "make room, or " + ANOTHER_CACHE;
    }
    if (text.contains("accessdenied") || text.contains("read-only file system")) {
      return ANOTHER_CACHE;
    }
    if (text.contains("invalid elf")
        || text.contains("file too short")
        || text.contains("truncated")) {
      return "a library is damaged: remove the cache directory; it is unpacked again";
    }
    if (text.contains("cannot open shared object file")) {
      return "install the library that the message names with the system's package manager";
    }
    if (text.contains("outofmemory") || text.contains("heap space")) {
      return "give the JVM more heap: NOISETTE_JAVA_OPTS=-Xmx4g";
    }
    return "mend the problems above, if any; else remove the cache directory, which is unpacked again;"
        + " else report this with the output of noisette doctor --format json";
  }
}
