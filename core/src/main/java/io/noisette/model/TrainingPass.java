package io.noisette.model;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of one forward and backward pass beside the batch: loss weight, dropout and perturbations.
 *
 * <p>A perturbation is added to the input embeddings of this pass before position embeddings, token
 * type embeddings and layer norm; if it requires a gradient, the backward pass computes it.
 *
 * @param weight factor of the loss in the gradients, such as 1 / (rows of the optimizer step)
 * @param dropoutSeed random seed of the dropout masks, equal for passes that share masks; null: no
 *     dropout
 * @param delta perturbation of the encoder's input embeddings, (tokens, d), or null
 * @param decoderDelta perturbation of the decoder's input embeddings, (tokens, d), or null; BART
 *     only
 * @param firstLayerDelta added to the output of the first layer, (tokens, d), or null; zeros that
 *     require a gradient receive the gradient of the loss at that place. Not where a BART reads one
 *     text with encoder and decoder
 */
public record TrainingPass(
    double weight,
    @Nullable Long dropoutSeed,
    @Nullable NDArray delta,
    @Nullable NDArray decoderDelta,
    @Nullable NDArray firstLayerDelta) {

  /** Creates a pass with a loss weight, without dropout or perturbations. */
  public static TrainingPass weighted(double weight) {
    return new TrainingPass(weight, null, null, null, null);
  }

  /** Returns a copy with dropout, whose masks are drawn from a random seed. */
  public TrainingPass withDropout(long seed) {
    return new TrainingPass(weight, seed, delta, decoderDelta, firstLayerDelta);
  }

  /** Returns a copy in which {@code newDelta} perturbs the input embeddings of the encoder. */
  public TrainingPass withDelta(NDArray newDelta) {
    return new TrainingPass(weight, dropoutSeed, newDelta, decoderDelta, firstLayerDelta);
  }

  /** Returns a copy in which {@code newDelta} perturbs the input embeddings of the decoder. */
  public TrainingPass withDecoderDelta(NDArray newDelta) {
    return new TrainingPass(weight, dropoutSeed, delta, newDelta, firstLayerDelta);
  }

  /** Returns a copy in which {@code newDelta} is added to the output of the first layer. */
  public TrainingPass withFirstLayerDelta(NDArray newDelta) {
    return new TrainingPass(weight, dropoutSeed, delta, decoderDelta, newDelta);
  }
}
