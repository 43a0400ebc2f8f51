package io.noisette.reproduce.table;

import io.noisette.text.Excerpt;
import org.jspecify.annotations.Nullable;

/** Texts of a table that are shown in a heading or a cell. */
final class OneLine {

  private static final int MOST_SHOWN = 40;

  private OneLine() {}

  /**
   * Returns a text without white space at its ends, which a block of YAML has.
   *
   * @param name YAML key of the text, for messages
   * @throws IllegalArgumentException if it has several lines or none
   */
  static String require(String name, String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.lines().count() > 1) {
      throw new IllegalArgumentException(
          name + " must be one line of text, not '" + Excerpt.of(text, MOST_SHOWN) + "'");
    }
    return stripped;
  }

  /** Checks a text that may be absent, as {@link #require} does. */
  static @Nullable String requireIfGiven(String name, @Nullable String text) {
    return text == null ? null : require(name, text);
  }
}
