package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.TokenizedDocument;
import java.util.BitSet;
import java.util.List;
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

  /** Corrupts a block of a document: always the same way for the same key. */
  public TokenizedDocument corrupt(TokenizedDocument block, NoiseKey key) {
    TokenizedDocument result = block;
    for (int index = 0; index < functions.size(); index++) {
      result = functions.get(index).corrupt(result, key.stream(index));
      requireIds(result, index);
    }
    return result;
  }

  /**
   * Tells which tokens of a block are still there after {@link #corrupt} with the same key,
   * wherever they stand.
   *
   * <p>The functions are run on positions in place of ids. That works for those that do not look at
   * ids; if one does, what it wrote differs, and there is no answer.
   *
   * @return a bit per token of the block, or null if a function looks at ids
   */
  public @Nullable BitSet findSurvivors(TokenizedDocument block, NoiseKey key) {
    TokenizedDocument.Builder positions = TokenizedDocument.builder(block.getLength());
    for (int sentence = 0; sentence < block.getSentenceCount(); sentence++) {
      positions.startSentence();
      for (int i = block.getSentenceStart(sentence); i < block.getSentenceEnd(sentence); i++) {
        positions.add(vocabularySize + i, block.isWordStart(i));
      }
    }
    TokenizedDocument traced = positions.build();
    for (int index = 0; index < functions.size(); index++) {
      traced = functions.get(index).corrupt(traced, key.stream(index));
    }
    return survivors(block, traced, corrupt(block, key));
  }

  private @Nullable BitSet survivors(
      TokenizedDocument block, TokenizedDocument traced, TokenizedDocument corrupted) {
    if (traced.getLength() != corrupted.getLength()) {
      return null;
    }
    BitSet survivors = new BitSet(block.getLength());
    for (int i = 0; i < traced.getLength(); i++) {
      int position = traced.getId(i) - vocabularySize;
      boolean survived = position >= 0 && position < block.getLength();
      int id = survived ? block.getId(position) : traced.getId(i);
      if (id != corrupted.getId(i)) {
        return null;
      }
      if (survived) {
        survivors.set(position);
      }
    }
    return survivors;
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
