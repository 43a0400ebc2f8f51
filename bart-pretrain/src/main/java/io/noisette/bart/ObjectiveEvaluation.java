package io.noisette.bart;

import io.noisette.bart.objective.ObjectiveChoice;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationResult;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/** {@code evaluate --task OBJECTIVE}: measures a model by a pretraining objective without noise. */
final class ObjectiveEvaluation implements Evaluation<ObjectiveEvaluationConfig> {

  private final ObjectiveChoice choice;

  ObjectiveEvaluation(ObjectiveChoice choice) {
    this.choice = choice;
  }

  @Override
  public String getSummary() {
    return "Evaluate a model of bart-pretrain on the objective "
        + choice
        + ": loss, perplexity, accuracy";
  }

  @Override
  public String getDetails() {
    return """
    noisette evaluate --task %s --model runs/%s --corpus held-out

    %s: %s.
    Losses are in nats per target token, with teacher forcing. The unigram loss is that of
    predicting by the token frequencies of the training corpus, if that corpus still exists.
    docs/objectives.md explains each number.\
    """
        .formatted(choice, choice, choice, choice.getObjective().getSummary());
  }

  @Override
  public Class<ObjectiveEvaluationConfig> getSettingsType() {
    return ObjectiveEvaluationConfig.class;
  }

  @Override
  public List<EvaluationResult> evaluate(
      ObjectiveEvaluationConfig settings, Console console, StopSignal stop) throws IOException {
    return new ObjectiveEvaluator(settings, console, stop)
        .evaluate(choice.getObjective(), (run, vocabulary) -> Collections.singletonList(null));
  }
}
