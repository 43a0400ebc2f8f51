package io.noisette.model.sandwich;

import io.noisette.model.PackedTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  /**
   * This batch cut between windows into parts with about as many tokens each, none of them empty.
   *
   * @param parts at most; fewer come back if there are fewer windows
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

  /** How many targets are asked. */
  public int countTargets() {
    return targets.findCounted().length;
  }
}
