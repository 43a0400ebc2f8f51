package io.noisette.evaluation.task;

import io.noisette.model.Labels;
import io.noisette.model.Labels.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The labels of a task, or the range of its scores.
 *
 * @param labels as a model's configuration names them, in the order of their numbers
 * @param written as files and submissions have them, in the same order; none of a regression
 * @param least score of a regression
 * @param most score of a regression
 */
public record TaskLabels(Labels labels, List<String> written, float least, float most) {

  public TaskLabels {
    written = List.copyOf(written);
    if (written.size() != (labels.problem() == Problem.REGRESSION ? 0 : labels.size())) {
      throw new IllegalArgumentException(written + " are not the labels " + labels.names());
    }
    Set<String> spellings = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    spellings.addAll(written);
    if (spellings.size() < written.size()) {
      throw new IllegalArgumentException(
          "labels must differ in more than upper and lower case, not " + written);
    }
    if (!(least < most)) {
      throw new IllegalArgumentException("no score is from " + least + " to " + most);
    }
  }

  /** Labels that files call by their names. */
  public static TaskLabels named(List<String> names) {
    return new TaskLabels(Labels.of(names), names, 0, 1);
  }

  /** Labels that files call by their numbers, from 0. */
  public static TaskLabels numbered(List<String> names) {
    List<String> numbers = IntStream.range(0, names.size()).mapToObj(Integer::toString).toList();
    return new TaskLabels(Labels.of(names), numbers, 0, 1);
  }

  /** Scores of a regression. */
  public static TaskLabels scores(float least, float most) {
    return new TaskLabels(Labels.numbered(1), List.of(), least, most);
  }

  public boolean isRegression() {
    return labels.problem() == Problem.REGRESSION;
  }

  /** Whether -1 is one of them, and not a way to say that a label is not known. */
  boolean canBeMinusOne() {
    return isRegression() ? least <= -1 : find("-1") >= 0;
  }

  /**
   * The number of a label that is given as files write it, by its name or by its number; or a
   * score.
   *
   * @throws IllegalArgumentException that says what may stand there
   */
  public float parse(String text) {
    return isRegression() ? parseScore(text) : parseLabel(text);
  }

  /** What a submission has for the number of a label or a score. */
  public String write(float target) {
    return isRegression()
        ? String.format(Locale.ROOT, "%.3f", Math.max(least, Math.min(most, target)))
        : written.get((int) target);
  }

  /** The number of the label that is so called, or -1. */
  int find(String text) {
    for (List<String> spelling : List.of(written, labels.names(), numbers())) {
      for (int i = 0; i < spelling.size(); i++) {
        if (spelling.get(i).equalsIgnoreCase(text)) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Numbers of labels whose names could not be mistaken for them. */
  private List<String> numbers() {
    boolean clear = written.stream().noneMatch(name -> name.matches("-?\\d+"));
    return clear
        ? IntStream.range(0, written.size()).mapToObj(Integer::toString).toList()
        : List.of();
  }

  private float parseScore(String text) {
    float score = Float.NaN;
    try {
      score = Float.parseFloat(text);
    } catch (NumberFormatException e) {
      score = Float.NaN; // told below, like every number that is no score
    }
    if (!(score >= least && score <= most)) {
      throw new IllegalArgumentException(
          "the score must be from %s to %s, not '%s'".formatted(least, most, text));
    }
    return score;
  }

  private float parseLabel(String text) {
    int number = find(text);
    if (number < 0) {
      throw new IllegalArgumentException(
          "the label must be one of %s, not '%s'".formatted(String.join(", ", written), text));
    }
    return number;
  }
}
