package io.noisette.model.sandwich;

import io.noisette.model.EvenSplit;
import io.noisette.model.PackedTokens;
import java.util.Arrays;
import java.util.List;

/**
 * A packed micro-batch for a language model: windows of text with next-token targets.
 *
 * @param tokens input of the model
 * @param targets the token that follows each input token, negative where it is ignored in the loss
 */
public record LanguageBatch(PackedTokens tokens, PackedTokens targets) {

  public LanguageBatch {
    if (!Arrays.equals(tokens.getLengths(), targets.getLengths())) {
      throw new IllegalArgumentException(
          "targets must have the lengths of the windows in tokens, %s, not %s"
              .formatted(
                  Arrays.toString(tokens.getLengths()), Arrays.toString(targets.getLengths())));
    }
  }

  /**
   * Splits this batch between windows into non-empty parts with about equally many tokens.
   *
   * @param parts maximum number of parts; there are never more parts than windows
   */
  public List<LanguageBatch> split(int parts) {
    return EvenSplit.split(
        tokens.getLengths(),
        parts,
        (from, to) -> new LanguageBatch(tokens.slice(from, to), targets.slice(from, to)));
  }

  /** Returns the number of targets that count in the loss. */
  public int countTargets() {
    return targets.findCounted().length;
  }
}
