package io.noisette.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * How a forward and backward pass is made.
 *
 * <p>A delta is added to the word vectors that the tokens have in this pass, before positions,
 * token types and norm; if it requires a gradient, it has one afterwards.
 *
 * @param weight of the loss in the gradients, such as 1 / (rows of the optimizer step)
 * @param dropoutSeed of the masks, equal for passes that shall share them; null: no dropout
 * @param delta for the encoder's tokens, (tokens, d), or null
 * @param decoderDelta for the decoder's tokens, (tokens, d), or null; BART alone has a decoder
 * @param firstLayerDelta added to what comes out of the first layer, (tokens, d), or null: zeros
 *     that require a gradient tell the loss's gradient there. BERT and RoBERTa have it
 */
public record TrainingPass(
    double weight,
    @Nullable Long dropoutSeed,
    @Nullable NDArray delta,
    @Nullable NDArray decoderDelta,
    @Nullable NDArray firstLayerDelta) {

  /** A pass without dropout. */
  public static TrainingPass weighted(double weight) {
    return new TrainingPass(weight, null, null, null, null);
  }

  public TrainingPass withDropout(long seed) {
    return new TrainingPass(weight, seed, delta, decoderDelta, firstLayerDelta);
  }

  public TrainingPass withDelta(NDArray newDelta) {
    return new TrainingPass(weight, dropoutSeed, newDelta, decoderDelta, firstLayerDelta);
  }

  public TrainingPass withDecoderDelta(NDArray newDelta) {
    return new TrainingPass(weight, dropoutSeed, delta, newDelta, firstLayerDelta);
  }

  public TrainingPass withFirstLayerDelta(NDArray newDelta) {
    return new TrainingPass(weight, dropoutSeed, delta, decoderDelta, newDelta);
  }
}
