package io.noisette.bart;

import io.noisette.corpus.CorpusSequence;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.noise.NoiseSetting;
import io.noisette.noising.Noise;
import io.noisette.noising.NoiseKey;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.spi.Vocabulary;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Makes a pair to train on from a block of text: the corrupted text and the whole text. */
final class DenoisingSample {

  private final Noise noise;
  private final Vocabulary vocabulary;
  private final BartSpecialTokens special;
  private final int longest;

  /**
   * @param longest most tokens of a source, specials included: noise that inserts can exceed it,
   *     and is cut off there
   */
  DenoisingSample(Noise noise, Vocabulary vocabulary, BartSpecialTokens special, int longest) {
    this.noise = noise;
    this.vocabulary = vocabulary;
    this.special = special;
    this.longest = longest;
  }

  TokenizedDocument toDocument(CorpusSequence sample) {
    return TokenizedDocument.of(sample.ids(), sample.sentenceStarts(), vocabulary);
  }

  /** {@code <s> corrupted </s>}: the noise is that of this block in this epoch. */
  int[] toSource(TokenizedDocument document, NoiseKey key) {
    int[] noised = NoiseSetting.corrupt(noise, document, key).toIds();
    return wrap(noised, Math.min(noised.length, longest - 2));
  }

  /** Which tokens of the document the noise leaves, or null; see {@link Noise#findSurvivors}. */
  @Nullable BitSet findSurvivors(TokenizedDocument document, NoiseKey key) {
    return noise.findSurvivors(document, key);
  }

  /** {@code <s> text </s>}. */
  int[] toTarget(TokenizedDocument document) {
    return wrap(document.toIds(), document.getLength());
  }

  private int[] wrap(int[] ids, int length) {
    int[] wrapped = new int[length + 2];
    wrapped[0] = special.bos();
    System.arraycopy(ids, 0, wrapped, 1, length);
    wrapped[length + 1] = special.eos();
    return wrapped;
  }
}
