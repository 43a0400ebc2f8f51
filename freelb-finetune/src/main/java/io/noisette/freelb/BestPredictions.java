package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.task.ClassifierPredictor;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.evaluation.task.Predictions;
import io.noisette.evaluation.task.SubmissionFiles;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.run.ModelPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the predictions of a run's best checkpoint for the dev split to {@code
 * predictions/NAME.tsv}.
 */
final class BestPredictions {

  /** Name of the directory for predictions in the run directory. */
  static final String DIRECTORY_NAME = "predictions";

  private final FreeLbFinetuneConfig config;
  private final TaskData data;
  private final Console console;

  BestPredictions(FreeLbFinetuneConfig config, TaskData data, Console console) {
    this.config = config;
    this.data = data;
    this.console = console;
  }

  /** Writes the predictions; returns false if a stop was requested before they were complete. */
  boolean write(StopSignal stop) throws IOException {
    Path run = config.runtime().requireOutput();
    Path directory = run.resolve(DIRECTORY_NAME);
    Files.createDirectories(directory); // so that a single file is written into it as well
    ModelDirectory best = new ModelDirectory(ModelPath.resolve(run), console::warn);
    ModelOptions options =
        ModelOptions.DEFAULT.with(it -> it.precision(config.runtime().precision()));
    try (NDManager manager = Torch.newManager(config.runtime().device());
        SequenceClassifier model = best.readClassifier(manager, options)) {
      ClassifierPredictor predictor =
          new ClassifierPredictor(
              manager, model, data.task(), config.training().microBatchTokens());
      SubmissionFiles files = SubmissionFiles.of(data.task(), directory, data.dev().size());
      for (int i = 0; i < data.dev().size(); i++) {
        EncodedExamples examples = data.dev().get(i);
        Predictions predictions = predictor.predict(examples, done -> !stop.isRequested());
        if (predictions == null) {
          return false;
        }
        predictions.warnOfOneLabel(console::warn);
        files.write(data.devFiles().get(i), predictions);
      }
    }
    console.info("predictions of the best checkpoint: " + directory);
    return true;
  }
}
