package io.noisette.bart.objective;

import ai.djl.ndarray.NDManager;
import io.noisette.bart.model.PretrainedModel;
import io.noisette.command.StopSignal;
import io.noisette.train.Validator;
import java.util.Map;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Validator that measures the metrics of an objective on held-out text, as {@code evaluate} does.
 */
public final class ObjectiveValidator implements Validator {

  /**
   * Random seed for data order and noise in validation, independent of the run's seed, so that runs
   * can be compared.
   */
  public static final long SEED = 0;

  private final NDManager manager;
  private final PretrainedModel model;
  private final HeldOutBatches batches;
  private final @Nullable UnigramModel unigram;

  /**
   * Creates a validator.
   *
   * @param batches with the seed {@link #SEED}
   * @param unigram token frequencies of the training text, or null
   */
  public ObjectiveValidator(
      NDManager manager,
      PretrainedModel model,
      HeldOutBatches batches,
      @Nullable UnigramModel unigram) {
    this.manager = manager;
    this.model = model;
    this.batches = batches;
    this.unigram = unigram;
  }

  @Override
  public Map<String, Double> validate(StopSignal stop, DoubleConsumer progress) {
    HeldOutFigures figures = batches.newFigures(unigram);
    for (HeldOutBatch batch : batches) {
      if (stop.isRequested()) {
        return Map.of();
      }
      batch.measure(manager, model, figures);
      progress.accept(batch.getShareDone());
    }
    return figures.toMap("validation_");
  }
}
