package io.noisette.evaluation.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts of the n-grams of a text. */
final class Ngrams {

  /** Length of the longest n-grams that a metric may ask for, of words or characters. */
  static final int MAX_ORDER = 100;

  private Ngrams() {}

  /** Counts the sequences of n words. */
  static Map<List<String>, Integer> count(List<String> words, int n) {
    Map<List<String>, Integer> counts = new HashMap<>();
    for (int i = 0; i + n <= words.size(); i++) {
      counts.merge(words.subList(i, i + n), 1, Integer::sum);
    }
    return counts;
  }

  /** Counts the sequences of n characters, which are code points. */
  static Map<String, Integer> countCharacters(String text, int n) {
    Map<String, Integer> counts = new HashMap<>();
    int length = text.codePointCount(0, text.length());
    int start = 0;
    int end = length < n ? 0 : text.offsetByCodePoints(0, n);
    for (int i = 0; i + n <= length; i++) {
      counts.merge(text.substring(start, end), 1, Integer::sum);
      start += Character.charCount(text.codePointAt(start));
      if (end < text.length()) {
        end += Character.charCount(text.codePointAt(end));
      }
    }
    return counts;
  }
}
