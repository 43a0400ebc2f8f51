package io.noisette.freelb;

import io.noisette.adversary.FineTuningStep;
import io.noisette.command.Console;
import io.noisette.failure.UsageException;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.model.TextModel;
import io.noisette.model.directory.LengthFit;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Data that all seeds share: the task, its encoded examples, and the tokenizer.
 *
 * @param task the task
 * @param model model directory to start from
 * @param tokenizer of the model
 * @param splits encoded examples
 * @param digests SHA-256 of the model to start from, the tokenizer and all data files, by name
 */
record TaskData<M extends TextModel<T>, T>(
    FineTuningTask<M, T> task,
    Path model,
    Tokenizer tokenizer,
    TaskSplits<M, T> splits,
    Map<String, String> digests)
    implements AutoCloseable {

  /**
   * Checks what is quick to check, without reading examples or weights.
   *
   * @throws UsageException if files of the task or the model are missing or do not fit together
   */
  static void check(FreeLbFinetuneConfig config) throws IOException {
    checkFiles(config);
    checkModel(config);
  }

  /** Checks that the files of the task are there. */
  static void checkFiles(FreeLbFinetuneConfig config) throws IOException {
    FineTuningTask.find(config.task()).checkFiles(config);
  }

  /** Checks that the model is there and fits the settings and its tokenizer. */
  static void checkModel(FreeLbFinetuneConfig config) throws IOException {
    Path model = ModelPath.resolve(config.model());
    requireFit(config, model);
    try (Tokenizer tokenizer = Tokenizer.load(model)) {
      tokenizer.requireIdsBelow(new ModelDirectory(model, told -> {}).readVocabSize(), told -> {});
    }
  }

  /** Reads and encodes all examples. */
  static TaskData<?, ?> open(FreeLbFinetuneConfig config, Console console) throws IOException {
    return open(FineTuningTask.find(config.task()), config, console);
  }

  private static <M extends TextModel<T>, T> TaskData<M, T> open(
      FineTuningTask<M, T> task, FreeLbFinetuneConfig config, Console console) throws IOException {
    task.checkFiles(config);
    Path model = ModelPath.resolve(config.model());
    requireFit(config, model);
    ModelDirectory directory = new ModelDirectory(model, notice -> {});
    Tokenizer tokenizer = Tokenizer.load(model);
    try {
      tokenizer.requireIdsBelow(directory.readVocabSize(), console::warn);
      TaskSplits<M, T> splits = task.open(config, tokenizer, console);
      Map<String, String> digests = new LinkedHashMap<>();
      digests.put("model", directory.readDigest());
      digests.put("tokenizer", tokenizer.getDigest());
      digests.putAll(splits.digests());
      return new TaskData<>(task, model, tokenizer, splits, digests);
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Checks that each batch fits into one micro-batch for FreeAT. */
  void requireOneMicroBatch(FreeLbFinetuneConfig config) {
    FineTuningSettings training = config.training();
    TrainingExamples<T> train = splits.train();
    long longest = IntStream.range(0, train.size()).map(train::getLength).max().orElse(0);
    config
        .adversary()
        .requireOneMicroBatch(training.batchSize(), longest, training.microBatchTokens());
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static void requireFit(FreeLbFinetuneConfig config, Path model) throws IOException {
    ModelDirectory directory = new ModelDirectory(model, notice -> {});
    FineTuningStep.requireFit(config.adversary(), directory.readFamily());
    int most = directory.readMaxLength();
    LengthFit.require(config.training().maxLength(), model, most);
  }
}
