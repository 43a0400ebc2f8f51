package io.noisette.tokenizer.bpe;

import java.util.List;

/**
 * A trained byte-level BPE vocabulary.
 *
 * @param tokens tokens by id, spelled as in {@code tokenizer.json}, without the mask token
 * @param merges merges in the order in which they were learned and are applied
 */
public record BpeModel(List<String> tokens, List<Merge> merges) {

  public BpeModel {
    tokens = List.copyOf(tokens);
    merges = List.copyOf(merges);
  }
}
