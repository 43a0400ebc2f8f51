package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.command.StopSignal;
import io.noisette.distillation.dataset.real.LabelledTexts;
import io.noisette.distillation.dataset.real.TextScorer;
import io.noisette.distillation.dataset.real.TextScores;
import io.noisette.distillation.unroll.BackGradient;
import io.noisette.distillation.unroll.SyntheticData;
import io.noisette.train.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/**
 * Accuracy of networks that were trained on the synthetic texts, on held-out training texts. It
 * also writes the words that are nearest to the synthetic texts.
 */
final class SetValidator implements Validator {

  /** Name of the metric that chooses the best checkpoint. */
  static final String ACCURACY = "validation_network_accuracy";

  /** Name of the metric of an attack: the share of texts of its class that are mistaken. */
  static final String ATTACK_SUCCESS = "validation_attack_success";

  private final NDManager manager;
  private final DistilledSet set;
  private final TextScorer scorer;
  private final List<List<NDArray>> starts;
  private final LabelledTexts texts;
  private final int[] attacked;
  private final NearestWords nearest;
  private final Path run;

  /**
   * Creates the validator.
   *
   * @param starts initial weights of the networks
   * @param texts held-out texts, with the labels of an attack
   * @param attacked texts whose labels an attack has changed; empty without one
   * @param run directory for the file of nearest words
   */
  SetValidator(
      NDManager manager,
      DistilledSet set,
      TextScorer scorer,
      List<List<NDArray>> starts,
      LabelledTexts texts,
      int[] attacked,
      NearestWords nearest,
      Path run) {
    this.manager = manager;
    this.set = set;
    this.scorer = scorer;
    this.starts = List.copyOf(starts);
    this.texts = texts;
    this.attacked = attacked.clone();
    this.nearest = nearest;
    this.run = run;
  }

  @Override
  public Map<String, Double> validate(StopSignal stop, DoubleConsumer progress) {
    BackGradient back = new BackGradient(scorer.getKernels());
    double loss = 0;
    double accuracy = 0;
    double success = 0;
    for (int i = 0; i < starts.size(); i++) {
      try (NDManager scope = manager.newSubManager()) {
        SyntheticData data = set.toData(scope);
        List<NDArray> trained = back.train(scope, data, starts.get(i)).parameters();
        TextScores scores = scorer.score(texts, trained, () -> !stop.isRequested());
        loss += scores.getLoss() / starts.size();
        accuracy += scores.getAccuracy() / starts.size();
        if (attacked.length > 0) {
          success += scores.getAccuracy(attacked) / starts.size();
        }
      }
      progress.accept((i + 1.0) / starts.size());
      if (stop.isRequested()) {
        return Map.of();
      }
    }
    try {
      nearest.write(set, run);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(LOSS, loss);
    figures.put(ACCURACY, accuracy);
    if (attacked.length > 0) {
      figures.put(ATTACK_SUCCESS, success);
    }
    return figures;
  }

  @Override
  public String getChoice() {
    return ACCURACY;
  }

  @Override
  public boolean isBetter(double figure, double other) {
    return figure > other;
  }
}
