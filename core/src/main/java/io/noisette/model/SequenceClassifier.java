package io.noisette.model;

import ai.djl.ndarray.NDManager;

/**
 * A model that classifies texts or pairs of texts: BERT, RoBERTa or BART with a classification
 * head. Its logits are (texts, labels); a target is the index of a text's label, or the value of a
 * regression.
 */
public interface SequenceClassifier extends TextModel<float[]> {

  /** Returns the labels, in the order of the logits. */
  Labels getLabels();

  /**
   * Runs the forward and backward pass with another loss than that of the targets; accumulates the
   * gradients of the loss times {@code pass.weight()}.
   *
   * @param scope owner of the intermediate tensors
   */
  LabelScores forwardBackward(
      NDManager scope, SequenceBatch batch, TrainingPass pass, LogitLoss loss);
}
