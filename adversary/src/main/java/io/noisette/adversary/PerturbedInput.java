package io.noisette.adversary;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import io.noisette.model.PackedTokens;
import io.noisette.model.TrainingPass;

/**
 * The tokens of a micro-batch whose input embeddings an adversary perturbs, and the model below
 * which they lie.
 *
 * @param <M> model type, such as {@code BartModel}
 * @param <B> a micro-batch
 */
public interface PerturbedInput<M extends TrainableModel, B> {

  /** Returns the embedding dimension, which is also that of a perturbation. */
  int getWidth(M model);

  /** Returns the perturbed tokens, which the encoder reads. */
  PackedTokens getTokens(B batch);

  /**
   * Returns whether the decoder reads the same tokens, shifted right, so that each token has its
   * perturbation there too.
   */
  boolean isSharedWithDecoder(M model);

  /**
   * Runs the forward pass through embeddings and first layer alone, and the backward pass from the
   * gradient of that layer's output.
   *
   * @param gradient (tokens, d)
   */
  void firstLayerBackward(M model, NDManager scope, B batch, NDArray gradient, TrainingPass pass);
}
