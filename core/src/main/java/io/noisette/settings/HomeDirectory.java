package io.noisette.settings;

import io.noisette.failure.UsageException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The home directory of the user. Java knows none, and says {@code ?}, for a user without an entry
 * in the passwd file, as in containers that run under any number.
 */
public final class HomeDirectory {

  private HomeDirectory() {}

  /**
   * Returns the absolute path of the home directory that the system knows, or of the one that
   * {@code HOME} names if there is no such directory; or null.
   */
  public static @Nullable Path find() {
    return choose(System.getProperty("user.home"), System.getenv("HOME"));
  }

  static @Nullable Path choose(@Nullable String known, @Nullable String named) {
    Path first = absolute(known);
    Path second = absolute(named);
    boolean isFirst = second == null || (first != null && Files.isDirectory(first));
    return isFirst ? first : second;
  }

  /**
   * Converts a path as a user writes it, with {@code ~} for the home directory as in a shell.
   *
   * @throws IllegalArgumentException with a description of valid paths, if there is no home
   *     directory, or that of another user is named
   */
  public static Path expand(String text) {
    Path home = absolute(System.getenv("HOME"));
    return expand(text, home == null ? find() : home);
  }

  /**
   * Converts a path like {@link #expand(String)}; messages call the setting that it comes from
   * {@code subject}.
   *
   * @param subject what the text is given for, such as {@code --resume}, for messages
   * @throws UsageException if it is not a path
   */
  public static Path require(String subject, String text) {
    try {
      return expand(text);
    } catch (InvalidPathException e) {
      throw new UsageException(subject + " must be a valid path, not '" + text + "'", e);
    } catch (IllegalArgumentException e) {
      throw new UsageException(subject + " must be " + e.getMessage() + ", not '" + text + "'", e);
    }
  }

  static Path expand(String text, @Nullable Path home) {
    if (!text.startsWith("~")) {
      return Path.of(text);
    }
    if (!text.equals("~") && !text.startsWith("~/")) {
      throw new IllegalArgumentException("a path; a file whose name begins with ~ is ./" + text);
    }
    if (home == null) {
      throw new IllegalArgumentException("a path without ~, because HOME is not set");
    }
    return text.equals("~") ? home : home.resolve(text.substring(2));
  }

  private static @Nullable Path absolute(@Nullable String text) {
    return text == null || text.isEmpty() || !Path.of(text).isAbsolute() ? null : Path.of(text);
  }
}
