package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A model that classifies texts or pairs of texts: BERT, RoBERTa or BART with a classification
 * head.
 */
public interface SequenceClassifier extends TrainableModel {

  /** Returns the architecture. */
  ModelFamily getFamily();

  /** Returns the labels, in the order of the logits. */
  Labels getLabels();

  /** Returns the embedding dimension d, which is also that of a perturbation of the embeddings. */
  int getWidth();

  /** Returns the maximum number of tokens in a text, special tokens included. */
  int getMaxLength();

  /** Returns logits of shape (rows, labels), computed without dropout or gradients. */
  NDArray logits(NDManager scope, SequenceBatch batch);

  /**
   * Runs the forward and backward pass; accumulates the gradients of the loss times {@code
   * pass.weight()}.
   *
   * @param scope owner of the intermediate tensors
   * @param targets one per row: the index of its label, or the value of a regression
   */
  LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, float[] targets, TrainingPass pass);

  /**
   * Runs the forward and backward pass with another loss than that of the targets; accumulates the
   * gradients of the loss times {@code pass.weight()}.
   *
   * @param scope owner of the intermediate tensors
   */
  LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, TrainingPass pass, LogitLoss loss);

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
