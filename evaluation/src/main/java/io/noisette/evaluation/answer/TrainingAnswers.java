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
  private final List<SquadExample> usable;
  private final Consumer<String> notices;

  private TrainingAnswers(SquadData data, List<SquadExample> usable, Consumer<String> notices) {
    this.data = data;
    this.usable = usable;
    this.notices = notices;
  }

  static TrainingAnswers check(SquadData data, Consumer<String> notices) {
    List<SquadExample> usable = data.examples().stream().filter(TrainingAnswers::isUsable).toList();
    TrainingAnswers answers = new TrainingAnswers(data, usable, notices);
    if (usable.size() < data.examples().size()) {
      answers.tellOfOffsets();
    }
    return answers;
  }

  List<SquadExample> getUsable() {
    return usable;
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
              usable.size(),
              first.describe()));
    }
  }

  private void tellOfOffsets() {
    SquadExample first =
        data.examples().stream().filter(it -> !isUsable(it)).findFirst().orElseThrow();
    SquadAnswer answer = first.answers().get(0);
    String what =
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d answers are not in the context where answer_start says, which counts"
                + " Unicode code points; the first is '%s' at %d of %s",
            data.file(),
            data.examples().size() - usable.size(),
            data.examples().size(),
            answer.text(),
            answer.start(),
            first.describe());
    if (usable.isEmpty()) {
      throw new CorruptDataException(what);
    }
    notices.accept(what + "; these questions are left out");
  }

  private static boolean isUsable(SquadExample example) {
    return example.answers().isEmpty() || example.answers().get(0).isIn(example.context());
  }
}
