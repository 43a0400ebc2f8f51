package io.noisette.model;

/** Which tokens of a sequence attend to which. */
@FunctionalInterface
public interface AttentionMask {

  /** Every token attends to all tokens, as in an encoder. */
  AttentionMask FULL = (query, key) -> true;

  /** Every token attends to itself and to the tokens before it, as in a decoder. */
  AttentionMask CAUSAL = (query, key) -> key <= query;

  /**
   * Returns whether a token attends to another. Each token must attend to one at least.
   *
   * @param query index in the sequence of the token that attends
   * @param key index in the sequence of the token that is attended to
   */
  boolean sees(int query, int key);
}
