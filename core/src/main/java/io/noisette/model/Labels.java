package io.noisette.model;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Label names of a classification or regression task, in the order of a model's logits.
 *
 * @param names of the labels; a regression has exactly one
 * @param problem which loss is computed from the logits and the targets
 */
public record Labels(List<String> names, Problem problem) {

  /** Type of the task, which determines the loss. */
  public enum Problem {
    /** Classification: cross-entropy over the labels. */
    CLASSIFICATION,
    /** Regression: squared error of the one output. */
    REGRESSION
  }

  public Labels {
    names = List.copyOf(names);
    if (names.isEmpty()) {
      throw new IllegalArgumentException("names must contain at least one label");
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new IllegalArgumentException("labels must be distinct, not " + names);
    }
    if (problem == Problem.REGRESSION && names.size() != 1) {
      throw new IllegalArgumentException(
          "names must contain exactly one label for regression, not " + names.size());
    }
  }

  /** Returns the labels of a classification task. */
  public static Labels of(List<String> names) {
    return new Labels(names, Problem.CLASSIFICATION);
  }

  /**
   * Returns the labels {@code LABEL_0}, {@code LABEL_1} and so on; a single label means regression,
   * as in transformers.
   */
  public static Labels numbered(int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "LABEL_" + i).toList();
    return new Labels(names, count == 1 ? Problem.REGRESSION : Problem.CLASSIFICATION);
  }

  /** Returns the number of labels. */
  public int size() {
    return names.size();
  }

  /**
   * Returns the index in {@code other} of each of these labels, or null if the two sets of labels
   * differ. Names are compared without regard to case; {@code LABEL_1} or {@code 1} in {@code
   * other} matches the second label of this.
   *
   * @return null if the number of labels, the problem or a name differs
   */
  public int @Nullable [] findIn(Labels other) {
    if (other.size() != size() || other.problem != problem) {
      return null;
    }
    int[] places = new int[size()];
    if (problem == Problem.REGRESSION) {
      return places; // a regression's only output matches under any name
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

  /** Returns the index of the label that {@code name} of another classifier refers to, or -1. */
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
