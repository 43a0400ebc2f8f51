package io.noisette.safetensors;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** Strings in JSON notation: control characters are escaped, so that a message remains one line. */
final class JsonText {

  private static final int LONGEST_SHOWN = 200;
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private JsonText() {}

  static String encode(String text) {
    return GSON.toJson(text);
  }

  /** Returns a name for a message, truncated if it is very long. */
  static String quote(String name) {
    boolean isLong = name.length() > LONGEST_SHOWN;
    return encode(isLong ? name.substring(0, LONGEST_SHOWN) + "…" : name);
  }
}
