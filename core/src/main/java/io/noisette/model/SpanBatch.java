package io.noisette.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * Texts, and in each the place of an answer.
 *
 * @param text question and context
 * @param starts the first token of the answer, counted within its text; negative: none
 * @param ends the last token of the answer, likewise
 */
public record SpanBatch(TextBatch text, List<Integer> starts, List<Integer> ends) {

  public SpanBatch {
    starts = List.copyOf(starts);
    ends = List.copyOf(ends);
    requireInside("start", text.tokens(), starts);
    requireInside("end", text.tokens(), ends);
  }

  public boolean hasAnswer() {
    return Stream.concat(starts.stream(), ends.stream()).anyMatch(place -> place >= 0);
  }

  private static void requireInside(String what, PackedTokens tokens, List<Integer> places) {
    long[] lengths = tokens.getLengths();
    if (places.size() != lengths.length) {
      throw new IllegalArgumentException(
          "%d places of the %s for %d texts".formatted(places.size(), what, lengths.length));
    }
    for (int i = 0; i < lengths.length; i++) {
      if (places.get(i) >= lengths[i]) {
        throw new IllegalArgumentException(
            "the %s of answer %d is token %d, but its text has %d tokens"
                .formatted(what, i, places.get(i), lengths[i]));
      }
    }
  }
}
