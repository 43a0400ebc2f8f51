package io.noisette.failure;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One-line description of an exception, such as that of the loader of a native library, and a
 * suggested fix.
 */
public final class LoadFailure {

  private static final String ANOTHER_CACHE =
      "set DJL_CACHE_DIR to a writable directory on another disk";

  private LoadFailure() {}

  /** Returns the messages from the outermost exception to the root cause, on one line. */
  public static String describe(Throwable failure) {
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

  /** Returns what may help against a failure with the given description. */
  public static String suggestRemedy(String description) {
    String known = findRemedy(description);
    return known != null
        ? known
        : "first fix the problems above, if any; otherwise delete the cache"
            + " directory, which is then unpacked again; otherwise report this with"
            + " the output of noisette doctor --format json";
  }

  /** Returns the remedy of a failure whose description tells the cause; null for others. */
  public static @Nullable String findRemedy(String description) {
    String text = description.toLowerCase(Locale.ROOT);
    if (text.contains("glibc") || text.contains("musl") || text.contains("ld-linux")) {
      return "the libraries need glibc 2.34 or later: use a newer distribution, not Alpine";
    }
    if (text.contains("failed to map segment") || text.contains("operation not permitted")) {
      return "the cache may be on a disk mounted noexec: " + ANOTHER_CACHE;
    }
    if (text.contains("no space left") || text.contains("quota")) {
      return "free some space, or " + ANOTHER_CACHE;
    }
    if (text.contains("accessdenied") || text.contains("read-only file system")) {
      return ANOTHER_CACHE;
    }
    if (text.contains("invalid elf")
        || text.contains("file too short")
        || text.contains("truncated")) {
      return "a library is damaged: delete the cache directory; the libraries are then"
          + " unpacked again";
    }
    if (text.contains("cannot open shared object file")) {
      return "install the library named in the message with the system's package manager";
    }
    if (text.contains("outofmemory") || text.contains("heap space")) {
      return "give the JVM more heap: NOISETTE_JAVA_OPTS=-Xmx4g";
    }
    return null;
  }
}
