package io.noisette.train;

import java.util.List;

/**
 * Batch of one optimizer step, divided into micro-batches.
 *
 * @param microBatches micro-batches in the order of gradient accumulation
 * @param targetTokens number of target tokens of all micro-batches, the divisor of the loss
 * @param textTokens number of tokens of the texts, special tokens included, whatever part of them
 *     is predicted
 * @param sequences number of sequences of all micro-batches
 * @param first data position of the first sequence, for messages
 * @param next data position at which the next step begins
 */
public record StepBatch<B>(
    List<B> microBatches,
    long targetTokens,
    long textTokens,
    int sequences,
    Cursor first,
    Cursor next) {

  /** Creates a step whose target tokens are all tokens of its texts. */
  public StepBatch(
      List<B> microBatches, long targetTokens, int sequences, Cursor first, Cursor next) {
    this(microBatches, targetTokens, targetTokens, sequences, first, next);
  }

  public StepBatch {
    microBatches = List.copyOf(microBatches);
  }
}
