package io.noisette.tokenizer;

import java.util.List;

/**
 * A trained byte-level BPE vocabulary.
 *
 * @param tokens by id, spelled as in {@code tokenizer.json}, without the mask token
 * @param merges in the order they were learned, which is the order they are applied in
 */
public record BpeModel(List<String> tokens, List<Merge> merges) {

  public BpeModel {
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
  }
}
