package io.noisette.bart.golden;

import io.noisette.bart.model.Example;
import io.noisette.bart.model.Seq2SeqExample;
import io.noisette.bart.model.StackExample;
import io.noisette.model.AttentionMask;
import io.noisette.model.bart.StackSequence;
import io.noisette.model.bart.StackSequence.MaskKind;
import java.util.Arrays;
import java.util.stream.IntStream;

/** What an objective has drawn for a text, as its training example shows. */
final class DrawnText {

  private final Example example;
  private final int tokens;
  private final int maskId;

  /**
   * Creates a view of an example.
   *
   * @param tokens number of tokens of the text, without special tokens
   */
  DrawnText(Example example, int tokens, int maskId) {
    this.example = example;
    this.tokens = tokens;
    this.maskId = maskId;
  }

  /** Returns the places of the chosen tokens, in ascending order, from 0 for the first word. */
  int[] findChosen() {
    if (example instanceof Seq2SeqExample seq2seq) {
      int[] source = seq2seq.source();
      return IntStream.range(0, source.length)
          .filter(i -> source[i] == maskId)
          .map(i -> i - 1) // without bos
          .toArray();
    }
    int[] positions = getSequence().positions();
    return predicting().map(i -> positions[i] - 1).toArray();
  }

  /**
   * Returns the ranks of the chosen tokens from left to right: how many of them each is predicted
   * from.
   */
  int[] findRanks() {
    AttentionMask mask = getSequence().mask();
    int[] chosen = findChosen();
    return predicting()
        .map(query -> (int) IntStream.of(chosen).filter(key -> mask.sees(query, key + 1)).count())
        .toArray();
  }

  /** Returns the kind of the attention mask, by what the first and the last token see. */
  MaskKind findMaskKind() {
    AttentionMask mask = getSequence().mask();
    int length = tokens + 2;
    return Arrays.stream(MaskKind.values())
        .filter(
            kind ->
                IntStream.of(0, length - 1)
                    .allMatch(
                        query ->
                            countSeen(kind.of(length), query, length)
                                == countSeen(mask, query, length)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the attention mask is of no kind"));
  }

  /** Returns how many tokens of a text a token sees. */
  static int countSeen(AttentionMask mask, int query, int length) {
    return (int) IntStream.range(0, length).filter(key -> mask.sees(query, key)).count();
  }

  private IntStream predicting() {
    int[] labels = example.labels();
    return IntStream.range(0, labels.length).filter(i -> labels[i] >= 0);
  }

  private StackSequence getSequence() {
    return ((StackExample) example).sequence();
  }
}
