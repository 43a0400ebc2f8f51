package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.model.PackedTokens;

/**
 * Packed tokens with the lengths of their sequences as a tensor, for the kernels of one pass.
 *
 * @param tokens the packed sequences
 * @param lengths number of tokens per sequence, int64
 */
public record Segments(PackedTokens tokens, NDArray lengths) {

  /** Returns the tokens with a tensor of their sequences' lengths, which {@code scope} frees. */
  public static Segments of(NDManager scope, PackedTokens tokens) {
    return new Segments(tokens, tokens.toLengths(scope));
  }
}
