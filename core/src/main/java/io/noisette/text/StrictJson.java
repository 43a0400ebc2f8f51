package io.noisette.text;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.internal.LazilyParsedNumber;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Strict reader of JSON, which rejects comments, repeated keys, numbers that are not finite, text
 * after the value, and integers that have a fraction or do not fit their type.
 */
public final class StrictJson {

  private static final int MAX_NESTING = 100;
  private static final int MAX_DIGITS = 100;
  private static final int MAX_SHOWN = 40;

  private StrictJson() {}

  /**
   * Parses a text that is a single JSON value.
   *
   * @throws JsonParseException if the text is not strict JSON; the message says where
   */
  public static JsonElement parse(String text) {
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      makeStrict(json);
      JsonElement value = readValue(json);
      requireEnd(json);
      return value;
    } catch (IOException | IllegalStateException e) {
      throw new JsonParseException(JsonFault.describe(e), e);
    }
  }

  /**
   * Parses a text as JSON and converts it to a Java object with {@code gson}; the text {@code null}
   * gives null.
   *
   * @throws JsonParseException if the text is not strict JSON, or does not fit the type
   */
  public static <T> @Nullable T read(Gson gson, String text, Class<T> type) {
    Gson strict =
        gson.newBuilder()
            .registerTypeAdapter(
                int.class, new IntegerAdapter(Integer.MIN_VALUE, Integer.MAX_VALUE))
            .registerTypeAdapter(
                Integer.class, new IntegerAdapter(Integer.MIN_VALUE, Integer.MAX_VALUE))
            .registerTypeAdapter(long.class, new IntegerAdapter(Long.MIN_VALUE, Long.MAX_VALUE))
            .registerTypeAdapter(Long.class, new IntegerAdapter(Long.MIN_VALUE, Long.MAX_VALUE))
            .registerTypeAdapterFactory(ExactTypes.FACTORY)
            .create();
    return strict.fromJson(parse(text), type);
  }

  /**
   * Returns the value of a key as an integer.
   *
   * @throws JsonParseException if it is anything else
   */
  public static int toInt(String key, JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return (int) toInteger(key, primitive.getAsString(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
    throw new JsonParseException(
        key + " must be an integer, not " + Excerpt.of(value.toString(), MAX_SHOWN));
  }

  /**
   * Returns the value of a key as a number.
   *
   * @throws JsonParseException if it is anything else
   */
  public static double toDouble(String key, JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isNumber()) {
      return primitive.getAsDouble();
    }
    throw new JsonParseException(
        key + " must be a number, not " + Excerpt.of(value.toString(), MAX_SHOWN));
  }

  /**
   * Returns the value of a key as a string.
   *
   * @throws JsonParseException if it is anything else
   */
  public static String toText(String key, JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isString()) {
      return primitive.getAsString();
    }
    throw new JsonParseException(
        key + " must be a string, not " + Excerpt.of(value.toString(), MAX_SHOWN));
  }

  /**
   * Returns the value of a key as a boolean.
   *
   * @throws JsonParseException if it is anything else
   */
  public static boolean toBoolean(String key, JsonElement value) {
    if (value instanceof JsonPrimitive primitive && primitive.isBoolean()) {
      return primitive.getAsBoolean();
    }
    throw new JsonParseException(
        key + " must be true or false, not " + Excerpt.of(value.toString(), MAX_SHOWN));
  }

  /** Makes a reader of a large file refuse comments, {@code NaN}, and values that nest too deep. */
  public static void makeStrict(JsonReader json) {
    json.setStrictness(Strictness.STRICT);
    json.setNestingLimit(MAX_NESTING);
  }

  /**
   * Reads the next value of a large file, such as an element of its outermost array.
   *
   * @param json a reader after {@link #makeStrict}
   * @throws JsonParseException if a key occurs twice in an object, a number is out of range, or a
   *     text has an unpaired surrogate
   */
  public static JsonElement readValue(JsonReader json) throws IOException {
    return switch (json.peek()) {
      case BEGIN_OBJECT -> readObject(json);
      case BEGIN_ARRAY -> readArray(json);
      case STRING -> new JsonPrimitive(readText(json));
      case NUMBER -> new JsonPrimitive(new LazilyParsedNumber(finite(json.nextString())));
      case BOOLEAN -> new JsonPrimitive(json.nextBoolean());
      case NULL -> {
        json.nextNull();
        yield JsonNull.INSTANCE;
      }
      default -> throw new JsonParseException("a JSON value is missing");
    };
  }

  /**
   * Checks that a file ends after its value.
   *
   * @throws JsonParseException if anything but white space follows
   */
  public static void requireEnd(JsonReader json) throws IOException {
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw new JsonParseException("there is more after the JSON value");
    }
  }

  /** Returns whether a text has a surrogate without its other half, which UTF-8 cannot encode. */
  static boolean hasUnpairedSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          return true;
        }
        i++;
      }
    }
    return false;
  }

  private static String readText(JsonReader json) throws IOException {
    String text = json.nextString();
    if (hasUnpairedSurrogate(text)) {
      throw new JsonParseException(
          "unpaired surrogate in the text at " + json.getPreviousPath() + ", which is no Unicode");
    }
    return text;
  }

  private static JsonObject readObject(JsonReader json) throws IOException {
    JsonObject object = new JsonObject();
    json.beginObject();
    while (json.hasNext()) {
      String key = json.nextName();
      if (object.has(key)) {
        throw new JsonParseException("the key " + Excerpt.of(key, MAX_SHOWN) + " occurs twice");
      }
      object.add(key, readValue(json));
    }
    json.endObject();
    return object;
  }

  private static JsonArray readArray(JsonReader json) throws IOException {
    JsonArray array = new JsonArray();
    json.beginArray();
    while (json.hasNext()) {
      array.add(readValue(json));
    }
    json.endArray();
    return array;
  }

  private static String finite(String number) {
    if (number.length() > MAX_DIGITS || !Double.isFinite(Double.parseDouble(number))) {
      throw new JsonParseException(
          "the number " + Excerpt.of(number, MAX_SHOWN) + " is out of range");
    }
    return number;
  }

  private static long toInteger(String key, String number, long least, long most) {
    try {
      long value = Long.parseLong(number); // 600.0 and 6e2 are no integers
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through: a fraction, or too long.
    }
    throw new JsonParseException(
        String.format(
            Locale.ROOT,
            "%s must be an integer from %d to %d, not %s",
            key,
            least,
            most,
            Excerpt.of(number, MAX_SHOWN)));
  }

  /** Adapter of a type of integers that refuses what Gson would round or wrap around. */
  private static final class IntegerAdapter extends TypeAdapter<Number> {

    private final long least;
    private final long most;

    IntegerAdapter(long least, long most) {
      this.least = least;
      this.most = most;
    }

    @Override
    public @Nullable Number read(JsonReader json) throws IOException {
      if (json.peek() == JsonToken.NULL) {
        json.nextNull();
        return null;
      }
      String path = json.getPath().replaceFirst("^\\$\\.?", "");
      if (json.peek() != JsonToken.NUMBER) {
        throw new JsonParseException(path + " must be an integer");
      }
      long value = toInteger(path, json.nextString(), least, most);
      if (most == Integer.MAX_VALUE) {
        return (int) value;
      }
      return value;
    }

    @Override
    public void write(JsonWriter json, @Nullable Number value) throws IOException {
      json.value(value);
    }
  }
}
