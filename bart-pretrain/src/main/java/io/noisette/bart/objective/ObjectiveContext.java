package io.noisette.bart.objective;

import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.noising.Noise;
import io.noisette.noising.spi.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of an objective that are the same for all texts: vocabulary, special tokens, limits and
 * noise.
 *
 * @param vocabulary of the tokenizer
 * @param special ids of the special tokens
 * @param maxPositions maximum number of tokens in a sequence, special tokens included
 * @param noise null for objectives without noise
 */
public record ObjectiveContext(
    Vocabulary vocabulary, BartSpecialTokens special, int maxPositions, @Nullable Noise noise) {

  /**
   * Returns the noise.
   *
   * @throws IllegalStateException if there is none
   */
  Noise requireNoise() {
    if (noise == null) {
      throw new IllegalStateException(
          "this objective corrupts text, but the caller passed no noise");
    }
    return noise;
  }

  /** Returns {@code <s> text </s>}. */
  int[] addSpecials(int[] text) {
    int[] ids = new int[text.length + 2];
    ids[0] = special.bos();
    System.arraycopy(text, 0, ids, 1, text.length);
    ids[text.length + 1] = special.eos();
    return ids;
  }
}
