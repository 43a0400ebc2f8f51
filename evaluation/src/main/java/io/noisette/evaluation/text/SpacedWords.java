package io.noisette.evaluation.text;

import io.noisette.text.WhiteSpace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Words of a text as published metrics cut them. White space is that of Python's {@code str.split}:
 * Unicode's property White_Space and the separators U+001C to U+001F.
 */
public final class SpacedWords {

  private SpacedWords() {}

  /** Returns the parts of a text between runs of white space. */
  public static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < text.length(); i++) { // all white space is in the basic plane
      if (isWhiteSpace(text.charAt(i))) {
        if (start >= 0) {
          words.add(text.substring(start, i));
        }
        start = -1;
      } else if (start < 0) {
        start = i;
      }
    }
    if (start >= 0) {
      words.add(text.substring(start));
    }
    return words;
  }

  /** Removes white space at the end of a text. */
  static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && isWhiteSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Returns how often each item occurs. */
  static <T> Map<T, Integer> count(Iterable<T> items) {
    Map<T, Integer> counts = new HashMap<>();
    items.forEach(item -> counts.merge(item, 1, Integer::sum));
    return counts;
  }

  /** Returns how many items two texts share, each as often as it occurs in both. */
  static <T> int countShared(Map<T, Integer> one, Map<T, Integer> other) {
    int shared = 0;
    for (Map.Entry<T, Integer> entry : one.entrySet()) {
      shared += Math.min(entry.getValue(), other.getOrDefault(entry.getKey(), 0));
    }
    return shared;
  }

  private static boolean isWhiteSpace(char c) {
    return WhiteSpace.isWhiteSpace(c) || (c >= 0x1C && c <= 0x1F);
  }
}
