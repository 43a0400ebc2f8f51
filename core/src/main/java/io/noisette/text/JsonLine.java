package io.noisette.text;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The key {@code text} of one line of JSON (RFC 8259, strictly). */
final class JsonLine {

  private static final String KEY = "text";

  private JsonLine() {}

  /**
   * Reads the text of a JSON object.
   *
   * @throws MalformedJsonException if the line is no JSON object or has not exactly one string
   *     called {@code text}
   */
  static String readText(String line) throws MalformedJsonException {
    try (JsonReader json = new JsonReader(new StringReader(line))) {
      json.setStrictness(Strictness.STRICT);
      String text = readObject(json);
      if (text == null) {
        throw new MalformedJsonException("no key '" + KEY + "'");
      }
      checkSurrogates(text);
      return text;
    } catch (MalformedJsonException e) {
      throw e;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new MalformedJsonException(e.getMessage(), e);
    }
  }

  /** Whether a line is such an object. */
  static boolean isText(String line) {
    if (!line.stripLeading().startsWith("{")) {
      return false;
    }
    try {
      readText(line);
      return true;
    } catch (MalformedJsonException e) {
      return false;
    }
  }

  /** What to tell the user of a line that is none. */
  static String describe(Path file, long line, MalformedJsonException cause) {
    return "%s:%d: not a JSON object with a key 'text': %s"
        .formatted(file, line, cause.getMessage());
  }

  private static @Nullable String readObject(JsonReader json) throws IOException {
    String text = null;
    json.beginObject();
    while (json.hasNext()) {
      if (!json.nextName().equals(KEY)) {
        json.skipValue();
      } else if (text != null) {
        throw new MalformedJsonException("two keys '" + KEY + "'");
      } else if (json.peek() != JsonToken.STRING) {
        throw new MalformedJsonException("the value of '" + KEY + "' is not a string");
      } else {
        text = json.nextString();
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw new MalformedJsonException("more than one JSON value on the line");
    }
    return text;
  }

  /** JSON escapes can spell half a surrogate pair, which no UTF-8 text can hold. */
  private static void checkSurrogates(String text) throws MalformedJsonException {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          throw new MalformedJsonException("half a surrogate pair in '" + KEY + "'");
        }
        i++;
      }
    }
  }
}
