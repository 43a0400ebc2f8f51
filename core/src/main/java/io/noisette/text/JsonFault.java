package io.noisette.text;

import com.google.gson.stream.JsonToken;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;

/** One-line descriptions, for users, of the exceptions of the JSON library. */
public final class JsonFault {

  private static final Pattern CLASS_NAME = Pattern.compile("^(?:\\w++\\.)++\\w++: ");

  private static final Pattern TOKEN =
      Pattern.compile("(?<=^Expected |^Expected [^\"]{1,30} but was )[A-Z]+(?:_[A-Z]+)?\\b");

  private static final int MOST_LETTERS = 300;

  private JsonFault() {}

  /** Returns the exception's message without class names and links. */
  public static String describe(Exception fault) {
    if (fault instanceof CharacterCodingException && !(fault instanceof InvalidUtf8Exception)) {
      return "not UTF-8"; // the message of the JDK has no more than a length
    }
    if (fault instanceof NullPointerException) {
      return "a value is missing"; // the JDK's message names methods
    }
    if (fault.getMessage() == null) {
      return "malformed"; // the exceptions of the JDK for null and missing values
    }
    String first = Excerpt.of(fault.getMessage().lines().findFirst().orElse(""), MOST_LETTERS);
    return withNames(CLASS_NAME.matcher(first).replaceFirst(""))
        .replaceFirst("^Use JsonReader\\.\\S+ to accept malformed JSON", "malformed JSON")
        .replaceFirst(" path \\$$", "")
        .replaceAll("(?:class )?com\\.google\\.gson\\.(?:\\w+\\.)?(\\w+)", "$1")
        .replaceFirst(" \\(\\w+ and \\w+ are in unnamed module.*", "");
  }

  /** Returns what a token is, or begins, in words, such as {@code an object}. */
  public static String nameOf(JsonToken token) {
    return switch (token) {
      case BEGIN_OBJECT -> "an object";
      case END_OBJECT -> "the end of an object";
      case BEGIN_ARRAY -> "an array";
      case END_ARRAY -> "the end of an array";
      case NAME -> "a key";
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      case END_DOCUMENT -> "the end of the text";
    };
  }

  /** Puts names in place of the tokens in "Expected BEGIN_OBJECT but was STRING". */
  private static String withNames(String message) {
    return TOKEN.matcher(message).replaceAll(found -> nameOf(JsonToken.valueOf(found.group())));
  }

  /** Returns the message of {@link #describe} for a text of one line, without its line number. */
  public static String describeInLine(Exception fault) {
    return describe(fault).replaceFirst(" at line 1 column (\\d+)( path .*)?$", " at column $1");
  }
}
