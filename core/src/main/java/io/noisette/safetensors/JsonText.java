package io.noisette.safetensors;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

/** Strings as JSON writes them: control characters escaped, so that a message stays one line. */
final class JsonText {

  private static final int LONGEST_SHOWN = 200;
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private JsonText() {}

  static String encode(String text) {
    return GSON.toJson(text);
  }

  /** A name for a message, cut if it is absurdly long. */
  static String quote(String name) {
    boolean isLong = name.length() > LONGEST_SHOWN;
    return encode(isLong ? name.substring(0, LONGEST_SHOWN) + "…" : name);
  }
}
