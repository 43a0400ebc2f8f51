package io.noisette.evaluation.answer;

import io.noisette.evaluation.squad.SquadAnswer;
import io.noisette.evaluation.squad.SquadData;
import io.noisette.evaluation.squad.SquadExample;
import io.noisette.failure.CorruptDataException;
import java.util.List;
import java.util.Locale;

/** Checks of the answers that a model is to be trained on. */
final class TrainingAnswers {

  private TrainingAnswers() {}

  /**
   * Checks that each answer is a text that is in its context where {@code answer_start} says.
   *
   * @throws CorruptDataException if one is not: a model would learn other words
   */
  static void check(SquadData data) {
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
      return;
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

  private static boolean isInItsContext(SquadExample example) {
    return example.answers().isEmpty() || example.answers().get(0).isIn(example.context());
  }
}
