package io.noisette.freelb;

import com.google.gson.JsonObject;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.failure.CorruptDataException;
import io.noisette.run.MetricsLog;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Dev metrics of the best checkpoint of a seed.
 *
 * @param best value of the metric that chose the checkpoint
 * @param metrics all metrics of the task by name, such as {@code cola.mcc}
 */
record SeedResult(double best, Map<String, Double> metrics) {

  SeedResult {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * Reads the result of a finished run from its log.
   *
   * @param names names of the task's metrics
   */
  static SeedResult read(Path run, TrainingState end, Collection<String> names) throws IOException {
    JsonObject line =
        MetricsLog.read(run).stream()
            .filter(it -> it.get("step").getAsLong() == end.bestStep())
            .filter(it -> it.has(TaskValidator.CHOSEN))
            .findFirst()
            .orElseThrow(
                () ->
                    new CorruptDataException(
                        String.format(
                            Locale.ROOT,
                            "%s has no metrics of the best checkpoint, step %d; delete the run of"
                                + " this seed and start it again",
                            run.resolve(MetricsLog.FILE_NAME),
                            end.bestStep())));
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (String name : names) {
      metrics.put(name, MetricsLog.toDouble(line.get(name)));
    }
    return new SeedResult(line.get(TaskValidator.CHOSEN).getAsDouble(), metrics);
  }
}
