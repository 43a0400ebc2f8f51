package io.noisette.model;

/**
 * Dropout probabilities for hidden states, attention weights, feed-forward activations and the
 * classification head, as in transformers.
 *
 * @param hidden for the embeddings and for the output of each sublayer
 * @param attention for the attention weights; values above 0 rule out the fused attention kernel
 *     and are slow
 * @param activation after the activation function, between the two linear layers of a feed-forward
 *     layer
 * @param head before the linear layers of a classification head
 */
public record DropoutRates(double hidden, double attention, double activation, double head) {

  /** No dropout anywhere. */
  public static final DropoutRates NONE = new DropoutRates(0, 0, 0, 0);

  public DropoutRates {
    requireRate("dropout", hidden);
    requireRate("attention dropout", attention);
    requireRate("activation dropout", activation);
    requireRate("classifier dropout", head);
  }

  private static void requireRate(String name, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), not " + rate);
    }
  }
}
