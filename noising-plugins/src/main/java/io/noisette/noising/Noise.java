package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.TokenizedDocument;
import java.util.List;

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
