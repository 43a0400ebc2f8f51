package io.noisette.model;

/**
 * Label smoothing: cross-entropy with a target distribution that gives every word of the vocabulary
 * some probability (docs/papers.md 1.4).
 *
 * @param amount probability that the label loses, in [0, 1); 0 is no smoothing
 * @param form who gets it
 */
public record LabelSmoothing(double amount, SmoothingForm form) {

  /** No smoothing: the loss is -log p of the label. */
  public static final LabelSmoothing NONE = new LabelSmoothing(0, SmoothingForm.FAIRSEQ);

  public LabelSmoothing {
    if (!(amount >= 0 && amount < 1)) {
      throw new IllegalArgumentException("label-smoothing must be in [0, 1), not " + amount);
    }
  }

  /** Returns whether there is any smoothing. */
  public boolean isUsed() {
    return amount > 0;
  }

  /**
   * Returns the probability that each word has, whether it is the label or not. The label has 1 -
   * {@code vocabSize} times that more.
   */
  public double toUniform(long vocabSize) {
    return switch (form) {
      case FAIRSEQ -> amount / Math.max(1, vocabSize - 1);
      case TRANSFORMERS -> amount / vocabSize;
    };
  }
}
