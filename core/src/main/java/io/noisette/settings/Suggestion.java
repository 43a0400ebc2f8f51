package io.noisette.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Suggestions for misspelled names. */
public final class Suggestion {

  /** No name of ours is as long; the distance takes time and memory in the square of it. */
  private static final int MOST_LETTERS = 100;

  private Suggestion() {}

  /**
   * Returns {@code "; did you mean steps?"} for the name most similar to a word, or an empty string
   * if none is similar.
   */
  public static String forTypo(String word, Collection<String> names) {
    if (word.length() > MOST_LETTERS) {
      return "";
    }
    int tolerated = Math.max(1, Math.min(3, word.length() / 3));
    return names.stream()
        .filter(name -> distance(word, name) <= tolerated || isBeginning(word, name))
        .min(Comparator.comparingInt(name -> distance(word, name)))
        .map(name -> "; did you mean " + name + "?")
        .orElse("");
  }

  private static boolean isBeginning(String word, String name) {
    return word.length() >= 3 && name.startsWith(word.toLowerCase(Locale.ROOT));
  }

  /**
   * Returns the Levenshtein distance, ignoring case and counting a swap of neighbours as one edit.
   */
  static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 ? j : j == 0 ? i : nextEdits(a, b, i, j, edits);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int nextEdits(String a, String b, int i, int j, int[][] edits) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int least = edits[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
  }
}
