package io.noisette.model;

/**
 * How much is dropped at each kind of site, as transformers has them.
 *
 * @param hidden of embeddings and of the output of each sublayer
 * @param attention of the attention's weights; above 0 it leaves the fused kernel and is slow
 * @param activation between the two products of a feed-forward layer
 * @param head before the products of a head
 */
public record DropoutRates(double hidden, double attention, double activation, double head) {

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
