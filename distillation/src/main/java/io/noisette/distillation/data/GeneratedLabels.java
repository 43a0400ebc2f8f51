package io.noisette.distillation.data;

import io.noisette.evaluation.task.TaskLabels;
import io.noisette.failure.RunFailedException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Labels for texts, merged from views, and the selection of those that a student learns from. A tie
 * is never selected.
 */
final class GeneratedLabels {

  private final TaskLabels labels;
  private final List<ViewPredictions> merged;
  private final BitSet kept = new BitSet();

  /**
   * Merges and selects.
   *
   * @param views to merge
   * @param share of the texts to keep
   * @param quotas number of labelled texts of each class, in proportion to which texts are kept;
   *     empty for one threshold
   * @throws RunFailedException if nothing is left, or labels of one class only
   */
  GeneratedLabels(ViewScores scores, List<View> views, double share, List<Integer> quotas) {
    labels = scores.labels();
    merged =
        IntStream.range(0, scores.countTexts())
            .mapToObj(text -> scores.merge(views, text))
            .toList();
    if (labels.isRegression()) {
      kept.set(0, merged.size());
    } else {
      select(ScoreThreshold.countKept(share, merged.size()), quotas);
      requireClasses();
    }
  }

  /** Returns the class of a text. */
  int getLabel(int text) {
    return merged.get(text).getLabel();
  }

  /** Returns the merged prediction for a text. */
  ViewPredictions getPrediction(int text) {
    return merged.get(text);
  }

  boolean isKept(int text) {
    return kept.get(text);
  }

  /** Returns the texts that are kept, ascending. */
  int[] getKept() {
    return kept.stream().toArray();
  }

  /** Returns the number of texts for which several classes are equally likely. */
  int countTies() {
    return labels.isRegression() ? 0 : (int) merged.stream().filter(ViewPredictions::isTie).count();
  }

  /** Returns the number of texts that are kept of a class. */
  int countKept(int label) {
    return (int) kept.stream().filter(text -> getLabel(text) == label).count();
  }

  /**
   * Returns what a student learns from a text: probabilities of the classes, or a score.
   *
   * @param isSoft whether to keep the mean instead of its largest class
   */
  List<Double> toTarget(int text, boolean isSoft) {
    List<Double> mean = merged.get(text).getMean();
    return isSoft || labels.isRegression()
        ? mean
        : IntStream.range(0, mean.size())
            .mapToObj(label -> label == getLabel(text) ? 1.0 : 0.0)
            .toList();
  }

  private void select(int count, List<Integer> quotas) {
    int[] candidates =
        IntStream.range(0, merged.size()).filter(text -> !merged.get(text).isTie()).toArray();
    List<Integer> classes = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    for (int text : candidates) {
      classes.add(getLabel(text));
      scores.add(merged.get(text).getScore());
    }
    if (quotas.isEmpty()) {
      Double threshold = ScoreThreshold.find(scores, count);
      IntStream.range(0, candidates.length)
          .filter(i -> threshold != null && scores.get(i) >= threshold)
          .forEach(i -> kept.set(candidates[i]));
    } else {
      List<Integer> shares = ScoreThreshold.findQuotas(quotas, count);
      new ClassBalance(classes, scores, shares).findKept().forEach(i -> kept.set(candidates[i]));
    }
  }

  private void requireClasses() {
    List<Integer> classes =
        IntStream.range(0, labels.labels().size()).filter(it -> countKept(it) > 0).boxed().toList();
    if (classes.isEmpty()) {
      throw new RunFailedException(
          String.format(
              Locale.ROOT,
              "none of the %,d unlabelled texts gets a label, with %,d ties: raise --keep, or train"
                  + " a better model, with another --output",
              merged.size(),
              countTies()));
    }
    if (classes.size() == 1) {
      boolean knowsMore =
          IntStream.range(0, merged.size())
                  .filter(text -> !merged.get(text).isTie())
                  .map(this::getLabel)
                  .distinct()
                  .count()
              > 1;
      throw new RunFailedException(
          String.format(
              Locale.ROOT,
              "all %,d labels that are kept are %s, from which nothing can be learned: %s",
              kept.cardinality(),
              labels.labels().names().get(classes.get(0)),
              knowsMore
                  ? "raise --keep, or balance the classes with --balance labelled, with another"
                      + " --output"
                  : "the model predicts no other class, so train it for longer or with another"
                      + " learning rate, and another --output"));
    }
  }
}
