package io.noisette.model;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Places of the answers in the texts of a micro-batch.
 *
 * @param starts index of the answer's first token within each text; negative: no answer, no loss
 * @param ends index of the answer's last token within each text; negative: no answer, no loss
 */
public record AnswerSpans(List<Integer> starts, List<Integer> ends) {

  public AnswerSpans {
    starts = List.copyOf(starts);
    ends = List.copyOf(ends);
  }

  /** Returns whether at least one text has an answer, without which there is no loss. */
  public boolean hasAnswer() {
    return Stream.concat(starts.stream(), ends.stream()).anyMatch(place -> place >= 0);
  }

  /** Throws an {@link IllegalArgumentException} unless there is one span inside each text. */
  public void requireInside(PackedTokens texts) {
    requireInside("starts", texts, starts);
    requireInside("ends", texts, ends);
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
