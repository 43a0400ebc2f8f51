package io.noisette.reproduce;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adapter that makes a task of {@code evaluate} a stage. If the evaluation has several rows, a
 * metric begins with the name of its row, such as {@code own-schedule.sst2.acc}.
 */
final class EvaluationRecipe<S extends Record & EvaluationConfig> implements StageRecipe<S> {

  private final Evaluation<S> evaluation;

  EvaluationRecipe(Evaluation<S> evaluation) {
    this.evaluation = evaluation;
  }

  @Override
  public Class<S> getSettingsType() {
    return evaluation.getSettingsType();
  }

  /** Returns null: a seed here draws noise for the measurement, which is the same for all cells. */
  @Override
  public @Nullable String getSeedName() {
    return null;
  }

  @Override
  public @Nullable StageResult train(S settings, Console console, StopSignal stop)
      throws IOException {
    List<EvaluationResult> results = evaluation.evaluate(settings, console, stop);
    if (stop.isRequested()) {
      return null;
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (EvaluationResult result : results) {
      result
          .metrics()
          .forEach(
              (name, value) -> {
                if (metrics.put(prefixOf(result) + name, value) != null) {
                  throw new UsageException(
                      "evaluate --task %s yields %s more than once; a stage measures each metric once"
                          .formatted(settings.evaluation().task(), name));
                }
              });
    }
    return StageResult.of(metrics);
  }

  /** Returns the name of a row of an evaluation that has several, such as {@code own-schedule.}. */
  private static String prefixOf(EvaluationResult result) {
    Object row = result.details().get(EvaluationResult.ROW);
    return row == null
        ? ""
        : row.toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".";
  }
}
