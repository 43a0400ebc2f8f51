package io.noisette.distillation.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Selection of labelled-by-model texts with a threshold per class, so that their classes are as
 * frequent as those of the labelled texts. A class with too few texts keeps all of them, and no
 * other class gets its places.
 */
public final class ClassBalance {

  private final List<Integer> labels;
  private final List<Double> scores;
  private final List<@Nullable Double> thresholds = new ArrayList<>();

  /**
   * Finds the thresholds.
   *
   * @param labels class of each text
   * @param scores of these labels
   * @param quotas number of texts to keep of each class
   */
  public ClassBalance(List<Integer> labels, List<Double> scores, List<Integer> quotas) {
    this.labels = List.copyOf(labels);
    this.scores = List.copyOf(scores);
    for (int label = 0; label < quotas.size(); label++) {
      int own = label;
      List<Double> ofClass =
          IntStream.range(0, labels.size())
              .filter(text -> labels.get(text) == own)
              .mapToObj(scores::get)
              .toList();
      thresholds.add(ScoreThreshold.find(ofClass, quotas.get(label)));
    }
  }

  /** Returns the threshold of each class; null where none is kept. */
  public List<@Nullable Double> getThresholds() {
    return new ArrayList<>(thresholds);
  }

  /** Returns the indices of the texts that are kept, ascending. */
  public List<Integer> findKept() {
    List<Integer> kept = new ArrayList<>();
    for (int text = 0; text < labels.size(); text++) {
      Double threshold = thresholds.get(labels.get(text));
      if (threshold != null && scores.get(text) >= threshold) {
        kept.add(text);
      }
    }
    return kept;
  }
}
