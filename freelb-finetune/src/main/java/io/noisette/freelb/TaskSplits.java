package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.model.TextModel;
import io.noisette.train.Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Encoded examples of a task.
 *
 * @param <M> the model with its head
 * @param <T> targets that the head is trained on
 */
interface TaskSplits<M extends TextModel<T>, T> {

  /** Returns the training examples. */
  TrainingExamples<T> train();

  /** Returns the SHA-256 of all files, by name. */
  Map<String, String> digests();

  /** Returns the names of all metrics on the dev files, such as {@code mnli-mm.acc}. */
  List<String> metrics();

  /** Returns a line on the numbers of examples. */
  String describe();

  /** Returns the line on the numbers of examples of a task. */
  static String describe(String task, String train, String dev) {
    return "%s: %s for training, %s for validation".formatted(task, train, dev);
  }

  /** Creates the validator that computes the metrics on the dev files. */
  Validator newValidator(NDManager manager, M model, int microBatchTokens);

  /** Returns the names of the files that {@link #writePredictions} writes into a directory. */
  List<String> predictionFiles();

  /**
   * Writes the predictions of a model for the dev files into a directory.
   *
   * @return false if a stop was requested before they were complete
   */
  boolean writePredictions(
      NDManager manager,
      M model,
      int microBatchTokens,
      Path directory,
      StopSignal stop,
      Console console)
      throws IOException;
}
