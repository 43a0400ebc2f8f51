package io.noisette.text;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Splitting of text into words at white space as Python, and so fairseq, defines it: that of
 * Unicode and U+001C to U+001F.
 */
public final class Words {

  private static final Pattern SEPARATORS = Pattern.compile("[\\x1C-\\x1F]");
  private static final Pattern LONE_CARRIAGE_RETURN = Pattern.compile("\r");

  private Words() {}

  /** Passes the words of a line to {@code action}, in order. */
  public static void forEach(String line, Consumer<String> action) {
    int start = -1; // start of the current word
    for (int i = 0; i < line.length(); i++) {
      boolean space = isSeparator(line.charAt(i));
      if (space && start >= 0) {
        action.accept(line.substring(start, i));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    if (start >= 0) {
      action.accept(line.substring(start));
    }
  }

  /** Returns true if a character separates words. */
  public static boolean isSeparator(int character) {
    return WhiteSpace.isWhiteSpace(character) || (character >= 0x1C && character <= 0x1F);
  }

  /**
   * Divides a line at carriage returns without a line feed, which end a line in Python, and so in
   * fairseq.
   */
  public static List<String> splitLines(String line) {
    return line.indexOf('\r') < 0 ? List.of(line) : List.of(LONE_CARRIAGE_RETURN.split(line, -1));
  }

  /**
   * Returns a text with spaces in place of the separators that Unicode does not count as white
   * space.
   */
  public static String toSpaces(String text) {
    return SEPARATORS.matcher(text).replaceAll(" ");
  }

  /** Returns the number of words of a text. */
  public static long count(String text) {
    long[] count = {0};
    forEach(text, word -> count[0]++);
    return count[0];
  }
}
