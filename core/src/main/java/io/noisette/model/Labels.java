package io.noisette.model;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

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
}
