package io.noisette.bart.objective;

import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.noising.Noise;
import io.noisette.noising.spi.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * What an objective works with, besides the text.
 *
 * @param special ids of the tokens that begin and end a sequence
 * @param maxPositions maximum number of tokens of a sequence, special tokens included
 * @param noise null for objectives without noise
 */
public record ObjectiveContext(
    Vocabulary vocabulary, BartSpecialTokens special, int maxPositions, @Nullable Noise noise) {

  /** The noise of an objective that has one. */
  Noise requireNoise() {
    if (noise == null) {
      throw new IllegalStateException("this objective corrupts text and was given no noise");
    }
    return noise;
  }

  /** {@code <s> text </s>}. */
  int[] addSpecials(int[] text) {
    int[] ids = new int[text.length + 2];
    ids[0] = special.bos();
    System.arraycopy(text, 0, ids, 1, text.length);
    ids[text.length + 1] = special.eos();
    return ids;
  }
}
