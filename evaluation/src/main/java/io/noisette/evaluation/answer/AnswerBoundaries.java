package io.noisette.evaluation.answer;

import io.noisette.evaluation.squad.SquadExample;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Count of first answers that are not whole tokens: those that begin or end within a token, and
 * those in which no token lies.
 */
final class AnswerBoundaries {

  private long answers;
  private long within;
  private @Nullable SquadExample firstWithin;
  private long tokenless;
  private @Nullable SquadExample firstTokenless;

  /**
   * Counts the first answer of an example, if it has one.
   *
   * @param range tokens of that answer; null if no token lies in it
   */
  void add(SquadExample example, @Nullable TokenRange range) {
    if (example.answers().isEmpty()) {
      return;
    }
    answers++;
    if (range == null) {
      tokenless++;
      firstTokenless = firstTokenless == null ? example : firstTokenless;
    } else if (!range.exact()) {
      within++;
      firstWithin = firstWithin == null ? example : firstWithin;
    }
  }

  /** Tells what a model learns in place of such answers, one line for each kind. */
  void tellOfTraining(Consumer<String> notices) {
    tell(
        notices,
        within,
        firstWithin,
        "begin or end within a token of this tokenizer, and are widened to whole tokens");
    tell(
        notices,
        tokenless,
        firstTokenless,
        "contain no token of this tokenizer, so their questions are learned as if they had no"
            + " answer");
  }

  /** Tells what such answers mean for a measurement. */
  void tellOfMeasurement(Consumer<String> notices) {
    SquadExample first = firstWithin == null ? firstTokenless : firstWithin;
    tell(
        notices,
        within + tokenless,
        first,
        "are not whole tokens of this tokenizer, which may keep predictions from matching them"
            + " exactly");
  }

  private void tell(
      Consumer<String> notices, long count, @Nullable SquadExample first, String what) {
    if (first != null) {
      notices.accept(
          String.format(
              Locale.ROOT,
              "%,d of %,d first answers %s; the first is of %s",
              count,
              answers,
              what,
              first.describe()));
    }
  }
}
