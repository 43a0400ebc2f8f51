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
    requireInside("start", text.tokens(), starts);
    requireInside("end", text.tokens(), ends);
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
              "the number of answer %ss, %d, is not the number of texts, %d",
              what,
              places.size(),
              lengths.length));
    }
    for (int i = 0; i < lengths.length; i++) {
      if (places.get(i) >= lengths[i]) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "the %s of answer %d is token %d, but the text of the answer has %d tokens",
                what,
                i,
                places.get(i),
                lengths[i]));
      }
    }
  }
}
