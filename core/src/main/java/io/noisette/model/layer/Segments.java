package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.model.PackedTokens;

/** How packed tokens are divided, for the kernels of one pass. */
public record Segments(PackedTokens tokens, NDArray lengths) {

  public static Segments of(NDManager scope, PackedTokens tokens) {
    return new Segments(tokens, tokens.toLengths(scope));
  }
}
