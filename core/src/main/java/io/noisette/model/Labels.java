package io.noisette.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a classifier tells apart.
 *
 * @param names of the labels, in the order of the scores
 * @param problem how scores are held against targets
 */
public record Labels(List<String> names, Problem problem) {

  /** How scores are held against targets. */
  public enum Problem {
    /** Cross-entropy over the labels. */
    CLASSIFICATION,
    /** Squared error of the one score. */
    REGRESSION
  }

  public Labels {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a classifier has at least one label");
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("two labels have one name: " + names);
    }
    if (problem == Problem.REGRESSION && names.size() != 1) {
      throw new IllegalArgumentException("regression has one output, not " + names.size());
    }
  }

  /** Labels of a classification. */
  public static Labels of(List<String> names) {
    return new Labels(names, Problem.CLASSIFICATION);
  }

  /** {@code LABEL_0} and so on; one alone is a regression, as in transformers. */
  public static Labels numbered(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "LABEL_" + i).toList();
    return new Labels(names, count == 1 ? Problem.REGRESSION : Problem.CLASSIFICATION);
  }

  public int size() {
    return names.size();
  }

  /**
   * Where other labels have each of these: by name, whatever the case; what is called {@code
   * LABEL_1} or {@code 1} there is the second one here.
   *
   * @return null if they are not the same
   */
  public int @Nullable [] findIn(Labels other) {
    if (other.size() != size() || other.problem != problem) {
      return null;
    }
    int[] places = new int[size()];
    if (problem == Problem.REGRESSION) {
      return places; // the one score, however it is called
    }
    Arrays.fill(places, -1);
    for (int i = 0; i < size(); i++) {
      int here = find(other.names.get(i));
      if (here < 0 || places[here] >= 0) {
        return null;
      }
      places[here] = i;
    }
    return places;
  }

  /** The number of the label that another classifier calls so, or -1. */
  private int find(String name) {
    for (int i = 0; i < size(); i++) {
      if (names.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    String number = name.toUpperCase(Locale.ROOT).replaceFirst("^LABEL_", "");
    return IntStream.range(0, size())
        .filter(i -> Integer.toString(i).equals(number))
        .findFirst()
        .orElse(-1);
  }
}
