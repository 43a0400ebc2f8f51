package io.noisette.model.encoder;

/**
 * The shape of a {@link RelativeAttention}.
 *
 * @param hiddenSize width of the hidden states; even
 * @param heads of the attention
 * @param headSize width of a head; heads * headSize may be another width than the hidden states'
 * @param layerNormEps added to the variance in the norm
 * @param norm where it stands
 */
public record RelativeAttentionConfig(
    int hiddenSize, int heads, int headSize, double layerNormEps, Norm norm) {

  /** Where the norm stands. */
  public enum Norm {
    /** Nowhere, and there is no residual connection either. */
    NONE,
    /** Before the attention, over memory and present: x + attention. */
    PRE,
    /** Behind the residual connection: norm(x + attention). */
    POST
  }

  public RelativeAttentionConfig {
    if (hiddenSize < 2 || hiddenSize % 2 != 0) {
      throw new IllegalArgumentException(
          "hidden_size must be even, for sines and cosines of distances, not " + hiddenSize);
    }
    if (heads < 1 || headSize < 1) {
      throw new IllegalArgumentException(
          "num_attention_heads and head_size must be at least 1, not %d and %d"
              .formatted(heads, headSize));
    }
    if (!(layerNormEps > 0)) {
      throw new IllegalArgumentException("layer_norm_eps must be above 0, not " + layerNormEps);
    }
  }
}
