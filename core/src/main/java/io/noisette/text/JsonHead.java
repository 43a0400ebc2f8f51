package io.noisette.text;

import com.google.gson.stream.MalformedJsonException;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The decision, from the first lines of a file, between text and JSON Lines. Other JSON is refused,
 * because its keys and brackets would become tokens.
 */
final class JsonHead {

  /** Number of characters that show whether a file is JSON. */
  private static final int SHOWN = 4096;

  private static final String KEY = "text";

  private final Path file;
  private final List<String> lines;
  private int first;

  private JsonHead(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
    while (first < lines.size() && WhiteSpace.isBlank(lines.get(first))) {
      first++;
    }
  }

  /**
   * Returns true if a file is JSON Lines with a string {@code text} in each object, false if it is
   * text.
   *
   * @throws UsageException if it is other JSON; the message has the remedy
   * @throws CorruptDataException if it is JSON Lines, but the first object is malformed
   */
  static boolean isJsonLines(Path file, List<String> head) {
    JsonHead json = new JsonHead(file, head);
    if (!json.isJson()) {
      return false;
    }
    json.requireTexts();
    return true;
  }

  private boolean isJson() {
    if (first == lines.size()) {
      return false;
    }
    String start = lines.get(first).stripLeading();
    boolean bracket = start.startsWith("{") || start.startsWith("[");
    boolean isNamedJson = start.startsWith("\"") && TextFiles.isJsonLines(file);
    return isNamedJson || (bracket && (isJsonStart(start()) || hasObjectsBelow()));
  }

  /** Returns true for what begins JSON but no prose, which may begin with [1] or [[Image:. */
  private static boolean isJsonStart(String start) {
    int at = skipWhiteSpace(start, 0);
    boolean inArray = false;
    while (at < start.length() && start.charAt(at) == '[') {
      inArray = true;
      at = skipWhiteSpace(start, at + 1);
    }
    if (at == start.length()) {
      return inArray;
    }
    return switch (start.charAt(at)) {
      case '{' -> isOneOf("\"'}", start, skipWhiteSpace(start, at + 1));
      case '"', '\'' ->
          inArray && isOneOf(",]", start, skipWhiteSpace(start, endOfString(start, at)));
      case ']' -> inArray && skipWhiteSpace(start, at + 1) == start.length();
      default -> false;
    };
  }

  private static boolean isOneOf(String characters, String text, int at) {
    return at >= text.length() || characters.indexOf(text.charAt(at)) >= 0;
  }

  private static int skipWhiteSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int endOfString(String text, int start) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != text.charAt(start)) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private String start() {
    StringBuilder start = new StringBuilder();
    for (int i = first; i < lines.size() && start.length() < SHOWN; i++) {
      String line = lines.get(i);
      start.append(line, 0, Math.min(line.length(), SHOWN)).append('\n');
    }
    return start.toString();
  }

  private boolean hasObjectsBelow() {
    return lines.subList(first + 1, lines.size()).stream().anyMatch(JsonLine::isObject);
  }

  private void requireTexts() {
    String line = lines.get(first);
    try {
      JsonLine.readText(line);
    } catch (MalformedJsonException e) {
      if (hasOtherKeys(line)) {
        throw new UsageException(
            file
                + " has JSON objects without a string 'text'; rename the key of their text to"
                + " 'text' (prepare --documents line takes each line as text as it stands)",
            e);
      }
      if (line.stripLeading().startsWith("{") && isFollowedByObjectOrEnd()) {
        throw new CorruptDataException(JsonLine.describe(file, first + 1L, e), e);
      }
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "%s is JSON, but not one object with a string 'text' per line; convert it to JSON"
                  + " Lines, for instance with %s",
              file,
              suggestCommand()),
          e);
    }
  }

  private String suggestCommand() {
    String start = start();
    int bracket = skipWhiteSpace(start, 0);
    if (start.charAt(bracket) == '{') {
      return "jq -c .";
    }
    if (start.charAt(bracket) == '"') {
      return "jq -c '{text: .}'";
    }
    int inside = skipWhiteSpace(start, bracket + 1);
    boolean ofObjects = inside < start.length() && start.charAt(inside) == '{';
    return ofObjects ? "jq -c '.[]'" : "jq -c '.[] | {text: .}'";
  }

  /** Returns false for an object that is spread over several lines. */
  private boolean isFollowedByObjectOrEnd() {
    return lines.stream()
        .skip(first + 1L)
        .filter(line -> !WhiteSpace.isBlank(line))
        .findFirst()
        .map(JsonLine::isObject)
        .orElse(true);
  }

  private static boolean hasOtherKeys(String line) {
    try {
      JsonLine.readValues(line, Set.of(KEY));
      return true;
    } catch (MalformedJsonException e) {
      return false;
    }
  }
}
