package io.noisette.distillation.dataset.evaluation;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.Progress;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.EvaluationResult;
import io.noisette.failure.NonFiniteException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code evaluate --task dataset}: networks trained on a distilled set, beside baselines. */
public final class DatasetEvaluation implements Evaluation<DatasetEvaluationConfig> {

  @Override
  public String getSummary() {
    return "Evaluate a distilled data set: networks trained on it, beside baselines";
  }

  @Override
  public String getDetails() {
    return """
    noisette evaluate --task dataset --set runs/set --data glue
    noisette evaluate --task dataset --set runs/set --data glue --networks 3 --full-networks 0

        Each row is the mean over networks on the dev split, with its standard deviation (n - 1).
        own schedule is the set as it was distilled; the rows below it show what is left with other
        initial weights, with the texts shuffled and one mean rate, with a CNN of another width, and
        with the nearest word in place of each vector. The rows of real texts have as many texts and
        steps as the set, and the best of --rates. docs/dataset-distillation.md explains them.\
    """;
  }

  @Override
  public Class<DatasetEvaluationConfig> getSettingsType() {
    return DatasetEvaluationConfig.class;
  }

  @Override
  public List<EvaluationResult> evaluate(
      DatasetEvaluationConfig settings, Console console, StopSignal stop) throws IOException {
    Torch.setThreads(settings.threads());
    List<EvaluationResult> results = new ArrayList<>();
    try (NDManager manager = Torch.newManager(settings.device());
        EvaluatedSet set = EvaluatedSet.open(manager, settings, console)) {
      List<EvaluatedRow> rows = new ArrayList<>(new SetRows(set, settings, stop).list());
      if (!set.isAttack()) {
        rows.addAll(new BaselineRows(set, settings, stop).list());
      }
      try (Progress progress = console.progress("evaluate", rows.size(), "rows")) {
        NonFiniteException divergence = null;
        boolean isAnyMeasured = false;
        for (EvaluatedRow row : rows) {
          RowResult values;
          try {
            values = row.measure();
            isAnyMeasured = true;
          } catch (NonFiniteException e) {
            console.warn("a network of the row '" + row.name() + "' diverged: " + e.getMessage());
            divergence = e;
            values = RowResult.ofDiverged(set.isAttack());
          }
          if (stop.isRequested()) {
            break;
          }
          results.add(set.toResult(row.name(), values));
          progress.update(results.size(), row.name());
        }
        if (divergence != null && !isAnyMeasured) {
          throw divergence;
        }
      }
    }
    return results;
  }
}
