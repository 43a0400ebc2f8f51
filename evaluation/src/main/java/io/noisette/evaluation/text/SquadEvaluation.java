package io.noisette.evaluation.text;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Evaluation of a data set as SQuAD's official scripts do it, version 1.1 and 2.0. */
public final class SquadEvaluation {

  private static final String[] NAMES = {"exact", "f1"};

  private final MeasuredRows rows;
  private final Map<String, Double> figures;

  private SquadEvaluation(MeasuredRows rows, Map<String, Double> figures) {
    this.rows = rows;
    this.figures = Collections.unmodifiableMap(figures);
  }

  /** Evaluates as SQuAD 1.1; a question without prediction counts as wrong. */
  public static SquadEvaluation ofVersion1(List<SquadQuestion> questions) {
    Squad metric = new Squad();
    double[][] scores = new double[questions.size()][];
    for (int i = 0; i < scores.length; i++) {
      SquadQuestion question = questions.get(i);
      String prediction = question.prediction();
      scores[i] =
          prediction == null ? new double[2] : metric.measure(prediction, question.answers());
    }
    MeasuredRows rows = new MeasuredRows(metric, scores, "var");
    return new SquadEvaluation(rows, rows.getFigures());
  }

  /**
   * Evaluates as SQuAD 2.0: all questions, those with and without an answer, and the best that
   * another threshold would reach.
   *
   * @param threshold a question whose {@link SquadQuestion#noAnswerProbability} is above it counts
   *     as answered with no answer
   * @throws IllegalArgumentException if a question has no prediction
   */
  public static SquadEvaluation ofVersion2(List<SquadQuestion> questions, double threshold) {
    return ofVersion2(questions, threshold, List.of());
  }

  /**
   * Evaluates as SQuAD 2.0, as {@link #ofVersion2(List, double)}.
   *
   * @param ids ids of questions in the order of the file with their probabilities: of equal
   *     probabilities, the best threshold is sought in this order; then come all others. null:
   *     there is no such file, so no other threshold is sought, as in the official script
   */
  public static SquadEvaluation ofVersion2(
      List<SquadQuestion> questions, double threshold, @Nullable List<String> ids) {
    Squad2 metric = new Squad2();
    double[][] raw = new double[questions.size()][];
    double[][] scores = new double[raw.length][];
    for (int i = 0; i < raw.length; i++) {
      SquadQuestion question = questions.get(i);
      if (question.prediction() == null) {
        throw new IllegalArgumentException("question " + question.id() + " has no prediction");
      }
      raw[i] = metric.measure(question.prediction(), question.answers());
      double noAnswer = question.hasAnswer() ? 0 : 1;
      scores[i] =
          question.noAnswerProbability() > threshold ? new double[] {noAnswer, noAnswer} : raw[i];
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    putMeans(figures, "", questions, scores, question -> true);
    putMeans(figures, "HasAns_", questions, scores, SquadQuestion::hasAnswer);
    putMeans(figures, "NoAns_", questions, scores, question -> !question.hasAnswer());
    if (ids != null) {
      List<Integer> order = orderByProbability(questions, ids);
      for (int figure = 0; figure < NAMES.length; figure++) {
        putBest(figures, questions, order, raw, figure);
      }
    }
    return new SquadEvaluation(new MeasuredRows(metric, scores, "var"), figures);
  }

  /**
   * Returns the figures under the names of the official scripts: percentages, totals and
   * thresholds.
   */
  public Map<String, Double> getFigures() {
    return figures;
  }

  /** Returns exact match and F1 of each question, for confidence intervals. */
  public MeasuredRows getRows() {
    return rows;
  }

  private static void putMeans(
      Map<String, Double> figures,
      String prefix,
      List<SquadQuestion> questions,
      double[][] scores,
      Predicate<SquadQuestion> selected) {
    int[] chosen =
        IntStream.range(0, scores.length).filter(i -> selected.test(questions.get(i))).toArray();
    if (chosen.length == 0) {
      return;
    }
    for (int figure = 0; figure < NAMES.length; figure++) {
      double sum = 0;
      for (int i : chosen) {
        sum += scores[i][figure];
      }
      figures.put(prefix + NAMES[figure], 100 * sum / chosen.length);
    }
    figures.put(prefix + "total", (double) chosen.length);
  }

  /** Returns the indices of the questions by rising probability. */
  private static List<Integer> orderByProbability(List<SquadQuestion> questions, List<String> ids) {
    Map<String, Integer> places = new HashMap<>();
    ids.forEach(id -> places.putIfAbsent(id, places.size()));
    return IntStream.range(0, questions.size())
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(i -> questions.get(i).noAnswerProbability())
                .thenComparingInt(
                    i -> places.getOrDefault(questions.get(i).id(), Integer.MAX_VALUE)))
        .toList();
  }

  /** Tries each question's probability as threshold, from the lowest. */
  private static void putBest(
      Map<String, Double> figures,
      List<SquadQuestion> questions,
      List<Integer> order,
      double[][] raw,
      int figure) {
    double sum = questions.stream().filter(question -> !question.hasAnswer()).count();
    double best = sum;
    double threshold = 0;
    for (int i : order) {
      SquadQuestion question = questions.get(i);
      boolean silent = "".equals(question.prediction());
      sum += question.hasAnswer() ? raw[i][figure] : silent ? 0 : -1;
      if (sum > best) {
        best = sum;
        threshold = question.noAnswerProbability();
      }
    }
    figures.put("best_" + NAMES[figure], 100 * best / raw.length);
    figures.put("best_" + NAMES[figure] + "_thresh", threshold);
  }
}
