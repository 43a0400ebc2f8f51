package io.noisette.text;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Strict reader (RFC 8259) of one line that is a JSON object; only the requested keys are read. */
public final class JsonLine {

  private static final String KEY = "text";

  private JsonLine() {}

  /**
   * Returns the value of the key {@code text}.
   *
   * @throws MalformedJsonException if the line is not a JSON object with exactly one string called
   *     {@code text}
   */
  static String readText(String line) throws MalformedJsonException {
    return read(line, JsonLine::readTextOf);
  }

  /**
   * Returns the values of the given keys: strings, numbers and booleans, as written. Keys that are
   * absent or whose value is null, an object or an array are left out; other keys are ignored.
   *
   * @throws MalformedJsonException if the line is not a JSON object, or has one of the keys twice
   */
  public static Map<String, String> readValues(String line, Set<String> keys)
      throws MalformedJsonException {
    return read(line, json -> readValuesOf(json, keys, JsonLine::readScalar));
  }

  /**
   * Returns the texts of the given keys, as {@link #readValues}, and those of arrays of strings,
   * joined by spaces.
   *
   * @throws MalformedJsonException if the line is not a JSON object, or has one of the keys twice
   */
  public static Map<String, String> readTexts(String line, Set<String> keys)
      throws MalformedJsonException {
    return read(
        line,
        json ->
            readValuesOf(
                json,
                keys,
                (reader, key) ->
                    reader.peek() == JsonToken.BEGIN_ARRAY
                        ? readArray(reader, key)
                        : readScalar(reader, key)));
  }

  /** Returns true if a line is a JSON object. */
  public static boolean isObject(String line) {
    if (!line.stripLeading().startsWith("{")) {
      return false;
    }
    try {
      readValues(line, Set.of());
      return true;
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  /** Returns the message to users about a line that is not a JSON object with a text. */
  static String describe(Path file, long line, MalformedJsonException cause) {
    return String.format(
        Locale.ROOT,
        "%s:%d: not a JSON object with a key 'text': %s",
        file,
        line,
        cause.getMessage());
  }

  /** Reading of the contents of an object, between its braces. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(JsonReader json) throws IOException;
  }

  private static <T> T read(String line, Reading<T> reading) throws MalformedJsonException {
    try (JsonReader json = new JsonReader(new StringReader(line))) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      T value = reading.read(json);
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedJsonException("more than one JSON value on the line");
      }
      return value;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new MalformedJsonException(JsonFault.describeInLine(e), e);
    }
  }

  private static String readTextOf(JsonReader json) throws IOException {
    String text = null;
    while (json.hasNext()) {
      if (!json.nextName().equals(KEY)) {
        json.skipValue();
      } else if (text != null) {
        throw new MalformedJsonException("the key '" + KEY + "' occurs twice");
      } else if (json.peek() != JsonToken.STRING) {
        throw new MalformedJsonException("the value of '" + KEY + "' is not a string");
      } else {
        text = nextString(json, KEY);
      }
    }
    if (text == null) {
      throw new MalformedJsonException("the key '" + KEY + "' is missing");
    }
    return text;
  }

  /** Reading of a value, or passing over it; null if it is not wanted. */
  @FunctionalInterface
  private interface ValueReading {
    @Nullable String read(JsonReader json, String key) throws IOException;
  }

  private static Map<String, String> readValuesOf(
      JsonReader json, Set<String> keys, ValueReading reading) throws IOException {
    Map<String, String> values = new HashMap<>();
    while (json.hasNext()) {
      String key = json.nextName();
      String value = keys.contains(key) ? reading.read(json, key) : skip(json);
      if (value != null && values.put(key, value) != null) {
        throw new MalformedJsonException("the key '" + key + "' occurs twice");
      }
    }
    return values;
  }

  private static @Nullable String readScalar(JsonReader json, String key) throws IOException {
    return switch (json.peek()) {
      case STRING, NUMBER -> nextString(json, key);
      case BOOLEAN -> Boolean.toString(json.nextBoolean());
      default -> skip(json);
    };
  }

  private static String readArray(JsonReader json, String key) throws IOException {
    List<String> texts = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      if (json.peek() != JsonToken.STRING) {
        throw new MalformedJsonException("an element of '" + key + "' is not a string");
      }
      texts.add(nextString(json, key));
    }
    json.endArray();
    return String.join(" ", texts);
  }

  private static @Nullable String skip(JsonReader json) throws IOException {
    json.skipValue();
    return null;
  }

  private static String nextString(JsonReader json, String key) throws IOException {
    String text = json.nextString();
    if (StrictJson.hasUnpairedSurrogate(text)) {
      throw new MalformedJsonException("unpaired surrogate in '" + key + "'");
    }
    return text;
  }
}
