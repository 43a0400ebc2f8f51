package io.noisette.evaluation.task;

import io.noisette.model.Labels;
import io.noisette.model.Labels.Problem;
import io.noisette.text.DecimalText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Label names of a classification task with their spellings in data files, or minimum and maximum
 * score of a regression task.
 *
 * @param labels names in the model config, in the order of the label indices
 * @param spellings of the labels in data files and submissions, in the same order; empty for a
 *     regression task
 * @param minScore minimum score of a regression task
 * @param maxScore maximum score of a regression task
 */
public record TaskLabels(Labels labels, List<String> spellings, float minScore, float maxScore) {

  public TaskLabels {
    spellings = List.copyOf(spellings);
    if (spellings.size() != (labels.problem() == Problem.REGRESSION ? 0 : labels.size())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "spellings must be as many as the labels %s, not %d",
              labels.names(),
              spellings.size()));
    }
    Set<String> distinct = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    distinct.addAll(spellings);
    if (distinct.size() < spellings.size()) {
      throw new IllegalArgumentException(
          "labels must differ in more than upper and lower case, not " + spellings);
    }
    if (!(minScore < maxScore)) {
      throw new IllegalArgumentException(
          "the minimum score must be below the maximum score, not "
              + minScore
              + " and "
              + maxScore);
    }
  }

  /** Creates the labels of a task whose data files contain label names. */
  public static TaskLabels named(List<String> names) {
    return new TaskLabels(Labels.of(names), names, 0, 1);
  }

  /** Creates the labels of a task whose data files contain label numbers, counted from 0. */
  public static TaskLabels numbered(List<String> names) {
    List<String> numbers = IntStream.range(0, names.size()).mapToObj(Integer::toString).toList();
    return new TaskLabels(Labels.of(names), numbers, 0, 1);
  }

  /** Creates the range of scores of a regression task. */
  public static TaskLabels scores(float minScore, float maxScore) {
    return new TaskLabels(Labels.numbered(1), List.of(), minScore, maxScore);
  }

  /** Returns whether the task is regression, with scores instead of labels. */
  public boolean isRegression() {
    return labels.problem() == Problem.REGRESSION;
  }

  /** Returns whether -1 is a valid label or score here, rather than a placeholder for unknown. */
  boolean canBeMinusOne() {
    return isRegression() ? minScore <= -1 : find("-1") >= 0;
  }

  /**
   * Parses a label, as spelled in data files, to its index, or a score to its value.
   *
   * @return the label index or the score
   * @throws IllegalArgumentException if it is neither; the message names the choices
   */
  public float parse(String text) {
    return isRegression() ? parseScore(text) : parseLabel(text);
  }

  /** Formats a label index or a score for a submission. */
  public String write(float target) {
    return isRegression()
        ? String.format(Locale.ROOT, "%.3f", Math.max(minScore, Math.min(maxScore, target)))
        : spellings.get((int) target);
  }

  /** Returns the index of the label with this spelling, or -1. */
  public int find(String text) {
    for (List<String> spelling : List.of(spellings, labels.names(), numbers())) {
      for (int i = 0; i < spelling.size(); i++) {
        if (spelling.get(i).equalsIgnoreCase(text)) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Returns the label numbers as texts; empty if labels are themselves spelled as numbers. */
  private List<String> numbers() {
    boolean clear = spellings.stream().noneMatch(name -> name.matches("-?\\d+"));
    return clear
        ? IntStream.range(0, spellings.size()).mapToObj(Integer::toString).toList()
        : List.of();
  }

  private float parseScore(String text) {
    float score = (float) DecimalText.parse(text);
    if (!(score >= minScore && score <= maxScore)) {
      throw new IllegalArgumentException(
          "the score must be from %s to %s, not '%s'".formatted(minScore, maxScore, text));
    }
    return score;
  }

  private float parseLabel(String text) {
    int number = find(text);
    if (number < 0) {
      throw new IllegalArgumentException(
          "the label must be one of %s, not '%s'".formatted(String.join(", ", spellings), text));
    }
    return number;
  }
}
