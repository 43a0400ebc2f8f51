package io.noisette.train;

import java.util.List;

/**
 * What one optimizer step trains on.
 *
 * @param microBatches in the order in which their gradients are added up
 * @param targetTokens of all of them: what the loss is divided by
 * @param sequences how many
 * @param first where its first sequence stands, to name it in messages
 * @param next where the step after it begins
 */
public record StepBatch<B>(
    List<B> microBatches, long targetTokens, int sequences, Cursor first, Cursor next) {

  public StepBatch {
    microBatches = List.copyOf(microBatches);
  }
}
