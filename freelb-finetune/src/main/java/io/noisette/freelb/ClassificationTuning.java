package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.Split;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.evaluation.task.TaskReader;
import io.noisette.failure.UsageException;
import io.noisette.model.Labels;
import io.noisette.model.ModelTask;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Fine-tuning on a classification or regression task. */
record ClassificationTuning(ClassificationTask task)
    implements FineTuningTask<SequenceClassifier, float[]> {

  @Override
  public String name() {
    return task.name();
  }

  @Override
  public String metric() {
    String set = task.files().getOrDefault(Split.DEV, List.of()).get(0).set();
    return ClassificationTask.nameOf(set, task.best());
  }

  @Override
  public String lossUnit() {
    return task.labels().isRegression() ? "squared error per text" : "nats per text";
  }

  @Override
  public void checkFiles(FreeLbFinetuneConfig config) {
    TaskReader reader = new TaskReader(task, config.data(), told -> {});
    reader.requireFiles(Split.TRAIN);
    reader.requireFiles(Split.DEV);
  }

  @Override
  public int countExamples(FreeLbFinetuneConfig config, Console console) throws IOException {
    TaskReader reader = new TaskReader(task, config.data(), console::warn);
    return reader.read(Split.TRAIN).get(0).examples().size();
  }

  @Override
  public Map<String, long[]> readShapes(ModelDirectory model) throws IOException {
    return model.readShapes(ModelTask.SEQUENCE_CLASSIFICATION, labels().size());
  }

  @Override
  public SequenceClassifier read(ModelDirectory model, NDManager manager, ModelOptions options)
      throws IOException {
    return model.readClassifier(manager, options.with(changes -> changes.labels(labels())));
  }

  @Override
  public SequenceClassifier initialize(
      ModelDirectory model, NDManager manager, ModelOptions options) throws IOException {
    return model.newClassifier(manager, options.with(changes -> changes.labels(labels())));
  }

  @Override
  public ClassificationSplits open(
      FreeLbFinetuneConfig config, Tokenizer tokenizer, Console console) throws IOException {
    TaskReader reader = new TaskReader(task, config.data(), console::warn);
    List<TaskExamples> train = reader.read(Split.TRAIN);
    List<TaskExamples> dev = reader.read(Split.DEV);
    dev.forEach(ClassificationTuning::requireLabels);
    PairEncoder encoder =
        new PairEncoder(tokenizer, config.training().maxLength(), config.pairFormat());
    ClassificationSplits splits = ClassificationSplits.of(this, train.get(0), dev, encoder);
    splits.tellCut(console::warn);
    return splits;
  }

  private Labels labels() {
    return task.labels().labels();
  }

  private static void requireLabels(TaskExamples file) {
    if (!file.isLabelled()) {
      throw new UsageException(
          file.path() + " has examples without a label, so they cannot be used for validation");
    }
  }
}
