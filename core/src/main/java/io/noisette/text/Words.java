package io.noisette.text;

import java.util.function.Consumer;

/** What stands between white space, as Unicode defines it. */
public final class Words {

  private Words() {}

  /** Hands over the words of a line, in order. */
  public static void forEach(String line, Consumer<String> action) {
    int start = -1; // of the word at hand
    for (int i = 0; i < line.length(); i++) {
      boolean space = WhiteSpace.isWhiteSpace(line.charAt(i));
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

  /** How many words a text has. */
  public static long count(String text) {
    long[] count = {0};
    forEach(text, word -> count[0]++);
    return count[0];
  }
}
