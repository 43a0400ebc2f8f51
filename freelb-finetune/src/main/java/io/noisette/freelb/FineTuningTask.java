package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.evaluation.answer.SquadTask;
import io.noisette.evaluation.tagging.TaggingTask;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.model.TextModel;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A kind of task to fine-tune on: which head a model gets, and how data is read. Everything else,
 * from batches to adversaries, is the same for all of them.
 *
 * @param <M> the model with its head
 * @param <T> targets that the head is trained on
 */
interface FineTuningTask<M extends TextModel<T>, T> {

  /**
   * Finds the task with a name, or that of a YAML file.
   *
   * @throws io.noisette.failure.UsageException if there is no such task
   */
  static FineTuningTask<?, ?> find(String name) throws IOException {
    SquadTask squad = SquadTask.find(name);
    if (squad != null) {
      return new SpanTuning(squad);
    }
    TaggingTask tagging = TaggingTask.find(name);
    return tagging == null
        ? new ClassificationTuning(TaskLookup.find(name, SquadTask.names()))
        : new TaggingTuning(tagging);
  }

  /** Returns the names of the tasks that need no file. */
  static List<String> names() {
    return Stream.concat(TaskLookup.names().stream(), SquadTask.names().stream()).toList();
  }

  /** Returns the name of the task. */
  String name();

  /** Returns the name of the metric that chooses the best checkpoint, such as {@code cola.mcc}. */
  String metric();

  /** Returns the unit of the loss, such as {@code nats per text}. */
  String lossUnit();

  /**
   * Checks that the files of the task are there.
   *
   * @throws io.noisette.failure.UsageException if one is missing
   */
  void checkFiles(FreeLbFinetuneConfig config) throws IOException;

  /** Reads the number of training examples, for a plan. */
  int countExamples(FreeLbFinetuneConfig config, Console console) throws IOException;

  /** Reads the shapes of the parameters that the model will have. */
  Map<String, long[]> readShapes(ModelDirectory model) throws IOException;

  /** Reads a model; its head starts from random weights if another or none is stored. */
  M read(ModelDirectory model, NDManager manager, ModelOptions options) throws IOException;

  /** Creates a model with random weights. */
  M initialize(ModelDirectory model, NDManager manager, ModelOptions options) throws IOException;

  /** Reads and encodes all examples. */
  TaskSplits<M, T> open(FreeLbFinetuneConfig config, Tokenizer tokenizer, Console console)
      throws IOException;
}
