package io.noisette.text;

import java.util.regex.Pattern;

/** What a JSON library has against a text, in a line for users. */
public final class JsonFault {

  private static final Pattern CLASS_NAME = Pattern.compile("^(?:\\w+\\.)+\\w+: ");

  private JsonFault() {}

  /** The message without names of classes and links to explanations. */
  public static String describe(Exception fault) {
    String first = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    return CLASS_NAME
        .matcher(first)
        .replaceFirst("")
        .replaceFirst("^Use JsonReader\\.\\S+ to accept malformed JSON", "malformed JSON")
        .replaceFirst(" path \\$$", "");
  }

  /** The same for a text of one line, in which a line number says nothing. */
  static String describeInLine(Exception fault) {
    return describe(fault).replaceFirst(" at line 1 column (\\d+)( path .*)?$", " at column $1");
  }
}
