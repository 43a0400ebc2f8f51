package io.noisette.distillation.dataset;

/** Architecture of the networks that learn from a distilled set. */
public enum NetworkKind {
  /** Convolutions over 3, 4 and 5 words, maximum over places, linear layer. */
  TEXT_CNN,
  /** The mean of the word vectors, linear layer. */
  MEAN_VECTOR,
  /** The BERT or RoBERTa of the word vectors with the mean of its hidden states. */
  ENCODER
}
