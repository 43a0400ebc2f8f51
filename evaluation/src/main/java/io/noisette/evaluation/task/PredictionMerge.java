package io.noisette.evaluation.task;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.EvaluationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges the predictions of a classifier with those of the models of {@code --specialists}. */
public interface PredictionMerge {

  /**
   * Opens the models.
   *
   * @param config settings, with {@code --specialists}
   * @param model directory of the classifier
   * @throws io.noisette.failure.UsageException if they do not belong to the classifier or the task
   */
  Opened open(TaskEvaluationConfig config, ClassificationTask task, Path model, Console console)
      throws IOException;

  /** Models that have been found to fit. */
  @FunctionalInterface
  interface Opened {

    /**
     * Merges the predictions for a file; null if a stop was requested before the end.
     *
     * @param predictions of the classifier alone
     */
    @Nullable Merged merge(TaskExamples file, Predictions predictions, StopSignal stop)
        throws IOException;
  }

  /**
   * Merged predictions.
   *
   * @param predictions of all models together
   * @param results further rows of the table; their details are added to those of the classifier
   */
  record Merged(Predictions predictions, List<EvaluationResult> results) {
    public Merged {
      results = List.copyOf(results);
    }
  }
}
