package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.distillation.dataset.real.LabelledTexts;
import io.noisette.distillation.unroll.BackGradient;
import io.noisette.distillation.unroll.SyntheticData;
import io.noisette.train.StepBatch;
import io.noisette.train.StepContext;
import io.noisette.train.StepResult;
import io.noisette.train.TrainStep;
import io.noisette.train.step.PlainStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Outer step (docs/papers.md 7.1): trains networks on the synthetic texts, and moves these by the
 * gradient of the loss of real texts through the whole training.
 */
final class DistillationStep implements TrainStep<int[]> {

  /** Name of the metric with the smallest learned rate. */
  static final String LOWEST_RATE = "lowest_rate";

  /** Name of the metric with the mean of the learned rates. */
  static final String MEAN_RATE = "mean_rate";

  /** Name of the metric with the largest learned rate. */
  static final String HIGHEST_RATE = "highest_rate";

  private final NDManager manager;
  private final DistilledSet set;
  private final BackGradient back;
  private final InitialWeights starts;
  private final LabelledTexts texts;
  private final NDArray table;

  /**
   * Creates the step.
   *
   * @param texts real texts, whose indices are the batches, with the labels of an attack
   * @param table word vectors, (vocabulary, d)
   */
  DistillationStep(
      NDManager manager,
      DistilledSet set,
      BackGradient back,
      InitialWeights starts,
      LabelledTexts texts,
      NDArray table) {
    this.manager = manager;
    this.set = set;
    this.back = back;
    this.starts = starts;
    this.texts = texts;
    this.table = table;
  }

  @Override
  public StepResult take(StepBatch<int[]> batch, StepContext context) {
    double loss = 0;
    try (NDManager scope = manager.newSubManager()) {
      SyntheticData data = set.toData(scope);
      List<NDArray> real = new ArrayList<>(texts.toBatch(scope, batch.microBatches().get(0)));
      real.add(table);
      List<List<NDArray>> networks = starts.draw(scope, context.step());
      double share = 1.0 / networks.size();
      for (List<NDArray> start : networks) {
        try (NDManager own = scope.newSubManager()) {
          BackGradient.Gradient gradient = back.differentiate(own, data, start, real);
          loss += share * gradient.loss();
          set.addGradients(gradient, share);
        }
      }
    }
    Map<String, Double> rates = new LinkedHashMap<>();
    List<Double> learned = set.getRates();
    rates.put(LOWEST_RATE, learned.stream().mapToDouble(rate -> rate).min().orElse(0));
    rates.put(MEAN_RATE, learned.stream().mapToDouble(rate -> rate).average().orElse(0));
    rates.put(HIGHEST_RATE, learned.stream().mapToDouble(rate -> rate).max().orElse(0));
    return PlainStep.update(loss, context).withFigures(rates);
  }
}
