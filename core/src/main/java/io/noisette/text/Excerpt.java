package io.noisette.text;

import java.util.regex.Pattern;

/** Beginnings of texts, which messages and examples show in one line. */
public final class Excerpt {

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

  private Excerpt() {}

  /**
   * Returns the beginning of a text, with spaces instead of line ends and other control characters,
   * and with an ellipsis where the rest was.
   *
   * @param most number of characters to which a longer text is cut; the ellipsis comes in addition
   */
  public static String of(String text, int most) {
    String beginning =
        text.codePointCount(0, text.length()) <= most
            ? text
            : text.substring(0, text.offsetByCodePoints(0, most)) + "…";
    return CONTROL.matcher(beginning).replaceAll(" ");
  }
}
