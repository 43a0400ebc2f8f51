package io.noisette.text;

import java.util.function.Consumer;

/** Splitting of text into words separated by Unicode white space. */
public final class Words {

  private Words() {}

  /** Passes the words of a line to {@code action}, in order. */
  public static void forEach(String line, Consumer<String> action) {
    int start = -1; // start of the current word
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

  /** Returns the number of words of a text. */
  public static long count(String text) {
    long[] count = {0};
    forEach(text, word -> count[0]++);
    return count[0];
  }
}
