package io.noisette.evaluation.score;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Settings of {@code evaluate --metric squad}. */
public record SquadConfig(
    ScoreSettings scoring,
    @Setting(help = "data set with the questions, as JSON in SQuAD's format", placeholder = "FILE")
        Path references,
    @Setting(
            help =
                "official script whose figures are computed; auto is v2 if the file says so or a"
                    + " question has no answer",
            byDefault = "auto")
        SquadVersion squadVersion,
    @Setting(
            help =
                "JSON files with a probability per question id that there is no answer, for v2, one"
                    + " for each file of --predictions (default: 0 for each question)",
            placeholder = "FILE")
        @Nullable List<Path> noAnswerProbabilities,
    @Setting(
            help =
                "probability above which a question counts as answered with no answer (default: 1)",
            placeholder = "X")
        @Nullable Double noAnswerThreshold) {

  public SquadConfig {
    int systems = scoring.predictions().size();
    if (noAnswerProbabilities != null && noAnswerProbabilities.size() != systems) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "no-answer-probabilities must be as many files as predictions, %d, not %d",
              systems,
              noAnswerProbabilities.size()));
    }
    if (noAnswerProbabilities == null && noAnswerThreshold != null) {
      throw new IllegalArgumentException(
          "no-answer-threshold is for the probabilities of --no-answer-probabilities; give them too");
    }
  }

  /** Returns the threshold of the probabilities, by default that of the official script. */
  double findThreshold() {
    return noAnswerThreshold == null ? 1 : noAnswerThreshold;
  }

  /** Returns the probabilities of a file of predictions, or null if none are given. */
  @Nullable Path findProbabilities(int system) {
    return noAnswerProbabilities == null ? null : noAnswerProbabilities.get(system);
  }

  /** Returns the files that are read besides the predictions. */
  List<Path> getInputs() {
    List<Path> inputs = new ArrayList<>(List.of(references));
    if (noAnswerProbabilities != null) {
      inputs.addAll(noAnswerProbabilities);
    }
    return inputs;
  }
}
