package io.noisette.seq2seq.data;

import io.noisette.tokenizer.Tokenizer;
import java.util.List;

/**
 * Encoder of the texts of one side, sources or targets, as {@code <s> … </s>}.
 *
 * @param side {@code source} or {@code target}
 * @param tokenizer of this side
 * @param bos id of the token that begins a sequence
 * @param eos id of the token that ends a sequence
 * @param maxLength maximum number of tokens, special tokens included; longer texts lose their end
 */
public record TextEncoder(String side, Tokenizer tokenizer, int bos, int eos, int maxLength) {

  /** Encodes texts in parallel on all cores, and counts in {@code lengths} what is cut off. */
  List<int[]> encode(List<String> texts, List<String> places, LengthCount lengths) {
    int[][] ids = tokenizer.encode(texts);
    for (int i = 0; i < ids.length; i++) {
      lengths.add(ids[i].length + 2, places.get(i));
      ids[i] = withSpecials(ids[i]);
    }
    return List.of(ids);
  }

  private int[] withSpecials(int[] text) {
    int kept = Math.min(text.length, maxLength - 2);
    int[] ids = new int[kept + 2];
    ids[0] = bos;
    System.arraycopy(text, 0, ids, 1, kept);
    ids[kept + 1] = eos;
    return ids;
  }
}
