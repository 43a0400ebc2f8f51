package io.noisette.freelb;

import static java.util.stream.Collectors.joining;

import io.noisette.command.Console;
import io.noisette.digest.Sha256;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.EncodedExamples;
import io.noisette.evaluation.task.Split;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.evaluation.task.TaskReader;
import io.noisette.failure.UsageException;
import io.noisette.finetune.FineTuningSettings;
import io.noisette.freelb.adversary.Adversary;
import io.noisette.freelb.adversary.FineTuningStep;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.run.ModelPath;
import io.noisette.tokenizer.PairEncoder;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Data that all seeds share: the task, its encoded examples, and the tokenizer.
 *
 * @param task the task
 * @param model model directory to start from
 * @param tokenizer of the model
 * @param train encoded training examples
 * @param devFiles examples of the dev files; the first file's metric chooses the best checkpoint
 * @param dev encoded examples of the dev files
 * @param digests SHA-256 of the model to start from, the tokenizer and all files, by name
 */
record TaskData(
    ClassificationTask task,
    Path model,
    Tokenizer tokenizer,
    EncodedExamples train,
    List<TaskExamples> devFiles,
    List<EncodedExamples> dev,
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
    TaskReader reader = new TaskReader(TaskLookup.find(config.task()), config.data(), told -> {});
    reader.requireFiles(Split.TRAIN);
    reader.requireFiles(Split.DEV);
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
  static TaskData open(FreeLbFinetuneConfig config, Console console) throws IOException {
    ClassificationTask task = TaskLookup.find(config.task());
    Path model = ModelPath.resolve(config.model());
    requireFit(config, model);
    ModelDirectory directory = new ModelDirectory(model, notice -> {});
    TaskReader reader = new TaskReader(task, config.data(), console::warn);
    List<TaskExamples> train = reader.read(Split.TRAIN);
    List<TaskExamples> dev = reader.read(Split.DEV);
    dev.forEach(TaskData::requireLabels);
    Tokenizer tokenizer = Tokenizer.load(model);
    try {
      tokenizer.requireIdsBelow(directory.readVocabSize(), console::warn);
      PairEncoder encoder =
          new PairEncoder(tokenizer, config.training().maxLength(), config.pairFormat());
      Map<String, String> digests = new LinkedHashMap<>();
      digests.put("model", directory.readDigest());
      digests.put("tokenizer", tokenizer.getDigest());
      digests.put("train", Sha256.of(train.get(0).path()));
      for (TaskExamples file : dev) {
        digests.put("dev of " + file.file().set(), Sha256.of(file.path()));
      }
      return new TaskData(
          task,
          model,
          tokenizer,
          EncodedExamples.of(train.get(0), encoder),
          dev,
          dev.stream().map(file -> EncodedExamples.of(file, encoder)).toList(),
          digests);
    } catch (IOException | RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /** Returns the name of the metric that chooses the best checkpoint, such as {@code cola.mcc}. */
  String metric() {
    return metricOf(task);
  }

  /** Returns the names of all metrics on the dev files, such as {@code mnli-mm.acc}. */
  List<String> metrics() {
    return dev.stream()
        .flatMap(
            examples ->
                task.metrics().stream()
                    .map(metric -> ClassificationTask.nameOf(examples.getSet(), metric)))
        .toList();
  }

  static String metricOf(ClassificationTask task) {
    String set = task.files().getOrDefault(Split.DEV, List.of()).get(0).set();
    return ClassificationTask.nameOf(set, task.best());
  }

  /**
   * Checks that a batch fits into one micro-batch for FreeAT, which cannot accumulate gradients
   * because it updates in every replay.
   */
  void requireOneMicroBatch(FreeLbFinetuneConfig config) {
    FineTuningSettings training = config.training();
    long longest = IntStream.range(0, train.getSize()).map(train::getLength).max().orElse(0);
    long most = longest * training.batchSize();
    if (config.adversary().adversary() == Adversary.FREEAT && most > training.microBatchTokens()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--adversary freeat updates the weights in every replay, so each batch must fit into"
                  + " one micro-batch: the largest has %,d tokens (%d examples of %d tokens), but"
                  + " --micro-batch-tokens is %,d; increase it or lower --batch-size",
              most,
              training.batchSize(),
              longest,
              training.microBatchTokens()));
    }
  }

  String describe() {
    return String.format(
        Locale.ROOT,
        "%s: %,d training examples, %s",
        task.name(),
        train.getSize(),
        dev.stream()
            .map(set -> String.format(Locale.ROOT, "%,d of %s", set.getSize(), set.getSet()))
            .collect(joining(" and ", "", " for validation")));
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static void requireFit(FreeLbFinetuneConfig config, Path model) throws IOException {
    ModelDirectory directory = new ModelDirectory(model, notice -> {});
    FineTuningStep.requireFit(config.adversary(), directory.readFamily());
    int most = directory.readMaxLength();
    if (config.training().maxLength() > most) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--max-length %d is longer than %s allows (at most %d tokens)",
              config.training().maxLength(),
              model,
              most));
    }
  }

  private static void requireLabels(TaskExamples file) {
    if (!file.isLabelled()) {
      throw new UsageException(
          file.path() + " has examples without a label, so they cannot be used for validation");
    }
  }
}
