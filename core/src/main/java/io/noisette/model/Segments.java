package io.noisette.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** How packed tokens are divided, for the kernels of one pass. */
record Segments(PackedTokens tokens, NDArray lengths) {

  static Segments of(NDManager scope, PackedTokens tokens) {
    return new Segments(tokens, tokens.toLengths(scope));
  }
}
