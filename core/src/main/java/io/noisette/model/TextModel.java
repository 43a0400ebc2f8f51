package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model that reads texts or pairs of texts and has a head that is trained on targets: BERT,
 * RoBERTa or BART.
 *
 * @param <T> targets of a micro-batch
 */
public interface TextModel<T> extends TrainableModel {

  /** Returns the architecture. */
  ModelFamily getFamily();

  /** Returns the embedding dimension d, which is also that of a perturbation of the embeddings. */
  int getWidth();

  /** Returns the maximum number of tokens in a text, special tokens included. */
  int getMaxLength();

  /** Returns the head's logits, (rows, outputs), computed without dropout or gradients. */
  NDArray logits(NDManager scope, SequenceBatch batch);

  /** Returns the number of losses that {@link #forwardBackward} adds up: one per text. */
  default long countTargets(SequenceBatch batch, T targets) {
    return batch.tokens().getLengths().length;
  }

  /**
   * Runs the forward and backward pass; accumulates the gradients of the loss times {@code
   * pass.weight()}.
   *
   * @param scope owner of the intermediate tensors
   * @return the loss, summed over the targets, and the logits
   */
  LabelScores forwardBackward(NDManager scope, SequenceBatch batch, T targets, TrainingPass pass);

  /**
   * Runs the forward pass through embeddings and first layer alone, and the backward pass from a
   * given gradient of the first layer's output; gradients are accumulated as in {@link
   * #forwardBackward}.
   *
   * @param gradient of the first layer's output, (tokens, d)
   * @throws UnsupportedOperationException for BART, where encoder and decoder each have a first
   *     layer
   */
  void firstLayerBackward(
      NDManager scope, SequenceBatch batch, NDArray gradient, TrainingPass pass);

  /** Writes {@code config.json} and {@code model.safetensors} in the format of transformers. */
  void write(Path directory) throws IOException;
}
