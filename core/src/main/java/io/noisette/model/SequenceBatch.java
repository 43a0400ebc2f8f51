package io.noisette.model;

import org.jspecify.annotations.Nullable;

/**
 * A packed micro-batch for an encoder or a classifier.
 *
 * @param tokens special tokens included
 * @param types one token type per token, such as 0 in the first and 1 in the second text of a pair;
 *     null: all 0. Models without token types ignore them
 */
public record SequenceBatch(PackedTokens tokens, @Nullable PackedTokens types) {

  public SequenceBatch {
    if (types != null && types.getSize() != tokens.getSize()) {
      throw new IllegalArgumentException(
          "types must have one token type per token, "
              + tokens.getSize()
              + ", not "
              + types.getSize());
    }
  }

  /** Returns a batch in which all token types are 0. */
  public static SequenceBatch of(PackedTokens tokens) {
    return new SequenceBatch(tokens, null);
  }
}
