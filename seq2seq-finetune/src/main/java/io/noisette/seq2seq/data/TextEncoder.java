package io.noisette.seq2seq.data;

import io.noisette.tokenizer.Tokenizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encoder of the texts of one side, sources or targets, as {@code <s> … </s>} or {@code … </s>}.
 *
 * @param side {@code source} or {@code target}
 * @param tokenizer of this side
 * @param prefix put before every text
 * @param bos id of the token that begins a sequence; null: it has none
 * @param eos id of the token that ends a sequence
 * @param maxLength maximum number of tokens, special tokens included; longer texts lose their end
 */
public record TextEncoder(
    String side,
    Tokenizer tokenizer,
    String prefix,
    @Nullable Integer bos,
    int eos,
    int maxLength) {

  /** Encodes texts in parallel on all cores, and counts in {@code lengths} what is cut off. */
  List<int[]> encode(List<String> texts, List<String> places, LengthCount lengths) {
    int[][] ids = tokenizer.encode(texts.stream().map(prefix::concat).toList());
    for (int i = 0; i < ids.length; i++) {
      lengths.add(ids[i].length + countSpecials(), places.get(i));
      ids[i] = withSpecials(ids[i]);
    }
    return List.of(ids);
  }

  private int countSpecials() {
    return bos == null ? 1 : 2;
  }

  private int[] withSpecials(int[] text) {
    int kept = Math.min(text.length, maxLength - countSpecials());
    int[] ids = new int[kept + countSpecials()];
    if (bos != null) {
      ids[0] = bos;
    }
    System.arraycopy(text, 0, ids, countSpecials() - 1, kept);
    ids[ids.length - 1] = eos;
    return ids;
  }
}
