package io.noisette.model.encoder;

import java.util.Locale;

/**
 * Sizes and layer norm placement of a {@link RelativeAttention}.
 *
 * @param hiddenSize dimension of the hidden states; even
 * @param heads number of attention heads
 * @param headSize dimension of each head; heads * headSize may differ from the hidden size
 * @param layerNormEps epsilon of the layer norm, added to the variance
 * @param norm placement of the layer norm
 */
public record RelativeAttentionConfig(
    int hiddenSize, int heads, int headSize, double layerNormEps, Norm norm) {

  /** Placements of the layer norm. */
  public enum Norm {
    /** No layer norm and no residual connection. */
    NONE,
    /** Pre-norm, over memory and new tokens: x + attention(norm(x)). */
    PRE,
    /** Post-norm: norm(x + attention(x)). */
    POST
  }

  public RelativeAttentionConfig {
    if (hiddenSize < 2 || hiddenSize % 2 != 0) {
      throw new IllegalArgumentException(
          "hidden_size must be even, because half of it is sines and half cosines, not "
              + hiddenSize);
    }
    if (heads < 1 || headSize < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "num_attention_heads and head_size must be at least 1, not %d and %d",
              heads,
              headSize));
    }
    if (!(layerNormEps > 0)) {
      throw new IllegalArgumentException("layer_norm_eps must be above 0, not " + layerNormEps);
    }
  }
}
