package io.noisette.model.sandwich;

import io.noisette.model.PackedTokens;
import java.util.ArrayList;
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
    long[] lengths = tokens.getLengths();
    List<LanguageBatch> result = new ArrayList<>();
    int from = 0;
    long read = 0;
    for (int i = 0; i < lengths.length; i++) {
      read += lengths[i];
      boolean last = i == lengths.length - 1;
      if (last || read * parts >= (long) tokens.getSize() * (result.size() + 1)) {
        result.add(new LanguageBatch(tokens.slice(from, i + 1), targets.slice(from, i + 1)));
        from = i + 1;
      }
    }
    return result;
  }

  /** Returns the number of targets that count in the loss. */
  public int countTargets() {
    return targets.findCounted().length;
  }
}
