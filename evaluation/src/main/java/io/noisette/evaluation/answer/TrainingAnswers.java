package io.noisette.evaluation.answer;

import io.noisette.evaluation.squad.SquadAnswer;
import io.noisette.evaluation.squad.SquadData;
import io.noisette.evaluation.squad.SquadExample;
import io.noisette.failure.CorruptDataException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks of the answers that a model is to be trained on. */
final class TrainingAnswers {

  private final SquadData data;
  private final Consumer<String> notices;

  private TrainingAnswers(SquadData data, Consumer<String> notices) {
    this.data = data;
    this.notices = notices;
  }

  /**
   * Checks that each answer is a text that is in its context where {@code answer_start} says.
   *
   * @throws CorruptDataException if one is not: a model would learn other words
   */
  static TrainingAnswers check(SquadData data, Consumer<String> notices) {
    for (SquadExample example : data.examples()) {
      if (!example.answers().isEmpty() && example.answers().get(0).text().isEmpty()) {
        throw new CorruptDataException(
            "%s: the answer of %s is empty; correct it, or remove the question"
                .formatted(data.file(), example.describe()));
      }
    }
    List<SquadExample> misplaced =
        data.examples().stream().filter(it -> !isInItsContext(it)).toList();
    if (misplaced.isEmpty()) {
      return new TrainingAnswers(data, notices);
    }
    SquadExample first = misplaced.get(0);
    SquadAnswer answer = first.answers().get(0);
    throw new CorruptDataException(
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d answers are not in the context where answer_start says, which counts"
                + " Unicode code points; the first is '%s' at %d of %s; correct answer_start, or"
                + " remove these questions",
            data.file(),
            misplaced.size(),
            data.examples().size(),
            answer.text(),
            answer.start(),
            first.describe()));
  }

  /** Tells of answers that begin or end within a token. */
  void tellOfBoundaries(long count, @Nullable SquadExample first) {
    if (first != null) {
      notices.accept(
          String.format(
              Locale.ROOT,
              "%s: %,d of %,d answers begin or end within a token of this tokenizer, and are"
                  + " widened to whole tokens; the first is of %s",
              data.file(),
              count,
              data.examples().size(),
              first.describe()));
    }
  }

  private static boolean isInItsContext(SquadExample example) {
    return example.answers().isEmpty() || example.answers().get(0).isIn(example.context());
  }
}
