package io.noisette.noising;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** End of an error message about an unknown name: the nearest known name and all choices. */
final class NameSuggestion {

  /** No name is as long; the distance takes time in the square of it. */
  private static final int MOST_LETTERS = 100;

  private NameSuggestion() {}

  /**
   * Returns {@code ; did you mean 'x'? The choices are x, y}, without the question if no name is
   * similar.
   */
  static String among(Collection<String> known, String unknown) {
    if (known.isEmpty()) {
      return "; there are no choices";
    }
    String nearest = nearest(known, unknown);
    String all = String.join(", ", new TreeSet<>(known));
    return nearest == null
        ? "; the choices are " + all
        : "; did you mean '" + nearest + "'? The choices are " + all;
  }

  private static @Nullable String nearest(Collection<String> known, String unknown) {
    if (unknown.length() > MOST_LETTERS) {
      return null;
    }
    return known.stream()
        .filter(name -> isNear(name, unknown))
        .min(Comparator.comparingInt(name -> distance(name, unknown)))
        .orElse(null);
  }

  private static boolean isNear(String name, String unknown) {
    boolean isPart = unknown.length() >= 3 && (name.contains(unknown) || unknown.contains(name));
    return isPart || distance(name, unknown) <= Math.max(1, unknown.length() / 3);
  }

  /** Returns the Levenshtein distance: the number of letters to change, add or drop. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
