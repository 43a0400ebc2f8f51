package io.noisette.text;

import java.util.regex.Pattern;

/** One-line descriptions, for users, of the exceptions of the JSON library. */
public final class JsonFault {

  private static final Pattern CLASS_NAME = Pattern.compile("^(?:\\w+\\.)+\\w+: ");

  private JsonFault() {}

  /** Returns the exception's message without class names and links. */
  public static String describe(Exception fault) {
    String first = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    return CLASS_NAME
        .matcher(first)
        .replaceFirst("")
        .replaceFirst("^Use JsonReader\\.\\S+ to accept malformed JSON", "malformed JSON")
        .replaceFirst(" path \\$$", "");
  }

  /** Returns the message of {@link #describe} for a text of one line, without its line number. */
  static String describeInLine(Exception fault) {
    return describe(fault).replaceFirst(" at line 1 column (\\d+)( path .*)?$", " at column $1");
  }
}
