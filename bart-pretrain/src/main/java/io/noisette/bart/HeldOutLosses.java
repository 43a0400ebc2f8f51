package io.noisette.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.model.bart.BartModel;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Measures a model's teacher-forced losses on held-out batches. */
final class HeldOutLosses {

  private final NDManager manager;
  private final BartModel model;
  private final @Nullable UnigramModel unigram;

  /**
   * @param unigram of the text that was trained on, if it is known: what a model without context
   *     would lose
   */
  HeldOutLosses(NDManager manager, BartModel model, @Nullable UnigramModel unigram) {
    this.manager = manager;
    this.model = model;
    this.unigram = unigram;
  }

  /**
   * Goes through the batches.
   *
   * @param goesOn is asked after each batch, with the figures up to there
   */
  DenoisingFigures measure(HeldOutBatches batches, Predicate<DenoisingFigures> goesOn) {
    DenoisingFigures figures = new DenoisingFigures(unigram);
    for (HeldOutBatch batch : batches) {
      try (NDManager scope = manager.newSubManager()) {
        figures.add(batch, model.evaluate(scope, batch.tokens()));
      }
      if (!goesOn.test(figures)) {
        break;
      }
    }
    return figures;
  }
}
