package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.TokenizedDocument;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A compiled spec: corrupts blocks by its functions, one after the other. Safe for any thread. */
public final class Noise {

  private final NoiseSpec spec;
  private final List<NoisingFunction> functions;
  private final int vocabularySize;

  Noise(NoiseSpec spec, List<NoisingFunction> functions, int vocabularySize) {
    this.spec = spec;
    this.functions = List.copyOf(functions);
    this.vocabularySize = vocabularySize;
  }

  public NoiseSpec getSpec() {
    return spec;
  }

  /**
   * Corrupts a block of a document: always the same way for the same key.
   *
   * @throws IllegalStateException if a function fails, which is named
   */
  public TokenizedDocument corrupt(TokenizedDocument block, NoiseKey key) {
    TokenizedDocument result = block;
    for (int index = 0; index < functions.size(); index++) {
      result = corrupt(result, key, index);
      requireIds(result, index);
    }
    return result;
  }

  /**
   * Tells which tokens of a block are still there after {@link #corrupt} with the same key,
   * wherever they stand.
   *
   * @return a bit per token of the block, or null as {@link #trace} says
   */
  public @Nullable BitSet findSurvivors(TokenizedDocument block, NoiseKey key) {
    int[] origins = trace(block, key);
    if (origins == null) {
      return null;
    }
    BitSet survivors = new BitSet(block.getLength());
    IntStream.of(origins).filter(origin -> origin >= 0).forEach(survivors::set);
    return survivors;
  }

  /**
   * Tells where the tokens that {@link #corrupt} with the same key returns come from.
   *
   * <p>The functions are run on positions in place of ids. That works for those that do not look at
   * ids; if one does, it fails or what it wrote differs, and there is no answer.
   *
   * @return for each token of the corrupted block its position in the block, or -1 if the noise
   *     wrote it; null if a function looks at ids
   */
  public int @Nullable [] trace(TokenizedDocument block, NoiseKey key) {
    TokenizedDocument.Builder positions = TokenizedDocument.builder(block.getLength());
    for (int sentence = 0; sentence < block.getSentenceCount(); sentence++) {
      positions.startSentence();
      for (int i = block.getSentenceStart(sentence); i < block.getSentenceEnd(sentence); i++) {
        positions.add(vocabularySize + i, block.isWordStart(i));
      }
    }
    TokenizedDocument traced = positions.build();
    TokenizedDocument corrupted = corrupt(block, key);
    try {
      for (int index = 0; index < functions.size(); index++) {
        traced = corrupt(traced, key, index);
      }
    } catch (IllegalStateException e) {
      return null;
    }
    return origins(block, traced, corrupted);
  }

  private int @Nullable [] origins(
      TokenizedDocument block, TokenizedDocument traced, TokenizedDocument corrupted) {
    if (traced.getLength() != corrupted.getLength()) {
      return null;
    }
    int[] origins = new int[traced.getLength()];
    for (int i = 0; i < origins.length; i++) {
      int position = traced.getId(i) - vocabularySize;
      boolean survived = position >= 0 && position < block.getLength();
      int id = survived ? block.getId(position) : traced.getId(i);
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
      throw e; // the caller knows what to do about it
    } catch (Exception | Error e) {
      throw new IllegalStateException(
          "noise '%s' threw %s".formatted(spec.steps().get(index), PluginException.describe(e)), e);
    }
    if (result == null) {
      throw new IllegalStateException(
          "noise '%s' returned null".formatted(spec.steps().get(index)));
    }
    return result;
  }

  /** A plug-in's wrong id would otherwise be read from beyond the embeddings, natively. */
  private void requireIds(TokenizedDocument document, int index) {
    for (int i = 0; i < document.getLength(); i++) {
      int id = document.getId(i);
      if (id < 0 || id >= vocabularySize) {
        throw new IllegalStateException(
            "noise '%s' wrote token %d, but the vocabulary has %d tokens"
                .formatted(spec.steps().get(index), id, vocabularySize));
      }
    }
  }
}
