package io.noisette.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A packed micro-batch for extractive question answering.
 *
 * @param text question and context of each example
 * @param starts index of the answer's first token within its example; negative: no answer
 * @param ends index of the answer's last token within its example; negative: no answer
 */
public record SpanBatch(SequenceBatch text, List<Integer> starts, List<Integer> ends) {

  public SpanBatch {
    starts = List.copyOf(starts);
    ends = List.copyOf(ends);
    requireInside("starts", text.tokens(), starts);
    requireInside("ends", text.tokens(), ends);
  }

  /** Returns whether at least one example has an answer, without which there is no loss. */
  public boolean hasAnswer() {
    return Stream.concat(starts.stream(), ends.stream()).anyMatch(place -> place >= 0);
  }

  private static void requireInside(String what, PackedTokens tokens, List<Integer> places) {
    long[] lengths = tokens.getLengths();
    if (places.size() != lengths.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must have one answer position per sequence, %d, not %d",
              what,
              lengths.length,
              places.size()));
    }
    for (int i = 0; i < lengths.length; i++) {
      if (places.get(i) >= lengths[i]) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s must be positions within the sequences, but the one for sequence %d, which has"
                    + " %d tokens, is %d",
                what,
                i,
                lengths[i],
                places.get(i)));
      }
    }
  }
}
