package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.TokenizedDocument;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A compiled noise spec: applies its noising functions to a document, one after the other.
 * Thread-safe.
 */
public final class Noise {

  private final NoiseSpec spec;
  private final List<NoisingFunction> functions;
  private final int vocabularySize;

  Noise(NoiseSpec spec, List<NoisingFunction> functions, int vocabularySize) {
    this.spec = spec;
    this.functions = List.copyOf(functions);
    this.vocabularySize = vocabularySize;
  }

  /** Returns the spec that this noise was compiled from. */
  public NoiseSpec getSpec() {
    return spec;
  }

  /**
   * Corrupts a document or a block of one, as a pure function of document and key.
   *
   * @throws IllegalStateException if a noising function fails; the message names it
   */
  public TokenizedDocument corrupt(TokenizedDocument document, NoiseKey key) {
    TokenizedDocument result = document;
    for (int index = 0; index < functions.size(); index++) {
      result = corrupt(result, key, index);
      requireIds(result, index);
    }
    return result;
  }

  /**
   * Returns the set of tokens of a document that {@link #corrupt} with the same key keeps, possibly
   * at another position.
   *
   * @return one bit per token of the document, or null if a noising function depends on token ids;
   *     see {@link #trace}
   */
  public @Nullable BitSet findSurvivors(TokenizedDocument document, NoiseKey key) {
    int[] origins = trace(document, key);
    if (origins == null) {
      return null;
    }
    BitSet survivors = new BitSet(document.getLength());
    IntStream.of(origins).filter(origin -> origin >= 0).forEach(survivors::set);
    return survivors;
  }

  /**
   * Returns, for each token of the corrupted document, its position in the original document, when
   * {@link #corrupt} is called with the same key.
   *
   * <p>The noising functions are run again on unique ids that encode positions. That works for
   * functions that do not depend on token ids; if one does, it fails or its output differs, and the
   * result is null.
   *
   * @return for each token of the corrupted document its position in the document, or -1 if the
   *     noise has inserted it; null if a function depends on token ids
   */
  public int @Nullable [] trace(TokenizedDocument document, NoiseKey key) {
    TokenizedDocument.Builder positions = TokenizedDocument.builder(document.getLength());
    for (int sentence = 0; sentence < document.getSentenceCount(); sentence++) {
      positions.startSentence();
      for (int i = document.getSentenceStart(sentence);
          i < document.getSentenceEnd(sentence);
          i++) {
        positions.add(vocabularySize + i, document.isWordStart(i));
      }
    }
    TokenizedDocument traced = positions.build();
    TokenizedDocument corrupted = corrupt(document, key);
    try {
      for (int index = 0; index < functions.size(); index++) {
        traced = corrupt(traced, key, index);
      }
    } catch (IllegalStateException e) {
      return null;
    }
    return origins(document, traced, corrupted);
  }

  private int @Nullable [] origins(
      TokenizedDocument document, TokenizedDocument traced, TokenizedDocument corrupted) {
    if (traced.getLength() != corrupted.getLength()) {
      return null;
    }
    int[] origins = new int[traced.getLength()];
    for (int i = 0; i < origins.length; i++) {
      int position = traced.getId(i) - vocabularySize;
      boolean survived = position >= 0 && position < document.getLength();
      int id = survived ? document.getId(position) : traced.getId(i);
      if (id != corrupted.getId(i)) {
        return null;
      }
      origins[i] = survived ? position : -1;
    }
    return origins;
  }

  private TokenizedDocument corrupt(TokenizedDocument document, NoiseKey key, int index) {
    TokenizedDocument result;
    try {
      result = functions.get(index).corrupt(document, key.stream(index));
    } catch (OutOfMemoryError e) {
      throw e; // the caller handles it
    } catch (Exception | Error e) {
      throw new IllegalStateException(
          "the noising function %s has failed with %s"
              .formatted(spec.steps().get(index), PluginException.describe(e)),
          e);
    }
    if (result == null) {
      throw new IllegalStateException(
          "the noising function %s returned null instead of a document"
              .formatted(spec.steps().get(index)));
    }
    return result;
  }

  /**
   * Checks the ids that a noising function returns: an invalid id of a plug-in would be read from
   * native memory beyond the embedding matrix.
   */
  private void requireIds(TokenizedDocument document, int index) {
    for (int i = 0; i < document.getLength(); i++) {
      int id = document.getId(i);
      if (id < 0 || id >= vocabularySize) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT,
                "the noising function %s wrote the token id %d, but the vocabulary has only %d"
                    + " tokens",
                spec.steps().get(index),
                id,
                vocabularySize));
      }
    }
  }
}
