package io.noisette.model;

/** Forms of label smoothing: how the probability that the label loses is shared. */
public enum SmoothingForm {
  /** Among all other words, as in fairseq: the label keeps exactly 1 - amount. */
  FAIRSEQ,
  /** Among all words, the label too, as in PyTorch and transformers. */
  TRANSFORMERS
}
