package io.noisette.model;

import java.util.Arrays;

/**
 * A packed micro-batch for a language model: windows of text, and what comes next in each.
 *
 * @param tokens what the model reads
 * @param targets the token that follows each of these, negative where it is not asked
 */
public record LanguageBatch(PackedTokens tokens, PackedTokens targets) {

  public LanguageBatch {
    if (!Arrays.equals(tokens.getLengths(), targets.getLengths())) {
      throw new IllegalArgumentException(
          "windows of %s tokens have targets of %s"
              .formatted(
                  Arrays.toString(tokens.getLengths()), Arrays.toString(targets.getLengths())));
    }
  }

  /** How many targets are asked. */
  public int countTargets() {
    return targets.counted().length;
  }
}
