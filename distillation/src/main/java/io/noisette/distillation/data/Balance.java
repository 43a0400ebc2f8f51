package io.noisette.distillation.data;

/** How many of the generated labels are kept of each class. */
public enum Balance {
  /** As many as in the labelled texts, in proportion. */
  LABELLED,
  /** Those with the highest scores, of whatever class. */
  NONE
}
