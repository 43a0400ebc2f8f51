package io.noisette.model;

import org.jspecify.annotations.Nullable;

/**
 * A packed micro-batch for a model that reads text.
 *
 * @param tokens special tokens included
 * @param types the token type of each, such as 0 in the first and 1 in the second of two texts;
 *     null: all 0. Only a model with token types looks at them
 */
public record TextBatch(PackedTokens tokens, @Nullable PackedTokens types) {

  public TextBatch {
    if (types != null && types.getSize() != tokens.getSize()) {
      throw new IllegalArgumentException(
          types.getSize() + " token types for " + tokens.getSize() + " tokens");
    }
  }

  /** Texts whose tokens all have the type 0. */
  public static TextBatch of(PackedTokens tokens) {
    return new TextBatch(tokens, null);
  }
}
