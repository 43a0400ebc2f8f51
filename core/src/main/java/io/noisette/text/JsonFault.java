package io.noisette.text;

import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;

/** One-line descriptions, for users, of the exceptions of the JSON library. */
public final class JsonFault {

  private static final Pattern CLASS_NAME = Pattern.compile("^(?:\\w+\\.)+\\w+: ");

  private static final int MOST_LETTERS = 300;

  private JsonFault() {}

  /** Returns the exception's message without class names and links. */
  public static String describe(Exception fault) {
    if (fault instanceof CharacterCodingException) {
      return "not UTF-8";
    }
    if (fault.getMessage() == null) {
      return "malformed"; // the exceptions of the JDK for null and missing values
    }
    String first = abbreviate(fault.getMessage().lines().findFirst().orElse(""));
    return CLASS_NAME
        .matcher(first)
        .replaceFirst("")
        .replaceFirst("^Use JsonReader\\.\\S+ to accept malformed JSON", "malformed JSON")
        .replaceFirst(" path \\$$", "")
        .replaceAll("(?:class )?com\\.google\\.gson\\.(?:\\w+\\.)?(\\w+)", "$1")
        .replaceFirst(" \\(\\w+ and \\w+ are in unnamed module.*", "");
  }

  /**
   * Keeps a name or number of a damaged file from filling the terminal, and regular expressions.
   */
  private static String abbreviate(String text) {
    return text.length() <= MOST_LETTERS ? text : text.substring(0, MOST_LETTERS) + "…";
  }

  /** Returns the message of {@link #describe} for a text of one line, without its line number. */
  public static String describeInLine(Exception fault) {
    return describe(fault).replaceFirst(" at line 1 column (\\d+)( path .*)?$", " at column $1");
  }
}
