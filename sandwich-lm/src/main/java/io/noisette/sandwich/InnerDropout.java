package io.noisette.sandwich;

import io.noisette.model.DropoutRates;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Dropout of attention weights, feed-forward activations and the adaptive softmax, in addition to
 * the dropout after embeddings and sublayers.
 */
@RecordBuilder
public record InnerDropout(
    @Setting(
            help =
                "dropout probability of attention weights; above 0 training is slower,"
                    + " without the fused attention kernel",
            byPreset = true)
        double attentionDropout,
    @Setting(help = "dropout probability inside the feed-forward sublayers", byPreset = true)
        double activationDropout,
    @Setting(
            help =
                "dropout probability of the adaptive softmax: its input and its tail"
                    + " projections",
            byPreset = true)
        double adaptiveSoftmaxDropout)
    implements InnerDropoutBuilder.With {

  public InnerDropout {
    requireRate("attention-dropout", attentionDropout);
    requireRate("activation-dropout", activationDropout);
    requireRate("adaptive-softmax-dropout", adaptiveSoftmaxDropout);
  }

  /**
   * Returns all dropout probabilities.
   *
   * @param dropout probability after embeddings and sublayers
   */
  DropoutRates toRates(double dropout) {
    return new DropoutRates(dropout, attentionDropout, activationDropout, adaptiveSoftmaxDropout);
  }

  private static void requireRate(String key, double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(key + " must be in [0, 1), not " + rate);
    }
  }
}
