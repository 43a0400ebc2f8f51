package io.noisette.bart.objective;

import ai.djl.ndarray.NDManager;
import io.noisette.model.bart.BartModel;
import io.noisette.train.Validator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Losses on held-out text while a model is trained, as {@code evaluate} measures them later. */
public final class ObjectiveValidator implements Validator {

  /** Of order and examples, whatever the run's own seed: runs with other seeds can be compared. */
  public static final long SEED = 0;

  private final NDManager manager;
  private final BartModel model;
  private final HeldOutBatches batches;
  private final @Nullable UnigramModel unigram;

  /**
   * @param batches with the seed {@link #SEED}
   * @param unigram of the text that is trained on
   */
  public ObjectiveValidator(
      NDManager manager, BartModel model, HeldOutBatches batches, @Nullable UnigramModel unigram) {
    this.manager = manager;
    this.model = model;
    this.batches = batches;
    this.unigram = unigram;
  }

  @Override
  public Map<String, Double> validate() {
    HeldOutFigures figures = batches.newFigures(unigram);
    batches.forEach(batch -> batch.measure(manager, model, figures));
    return figures.toMap("validation_");
  }
}
