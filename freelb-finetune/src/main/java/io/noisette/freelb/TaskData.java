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
import io.noisette.freelb.adversary.Adversary;
import io.noisette.freelb.adversary.AdversaryKind;
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
 * What all seeds have in common: the task, its examples as the model reads them, the tokenizer.
 *
 * @param model the directory to start from
 * @param devFiles the dev split's files, of which the first chooses the best checkpoint
 * @param dev the same, encoded
 * @param digests SHA-256 of the model to start from and of all files, by what they are
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
   * Checks what is quick to check: no examples or weights are read.
   *
   * @throws UsageException if files of the task or the model are not there, or do not fit
   */
  static void check(FreeLbFinetuneConfig config) throws IOException {
    TaskReader reader = new TaskReader(TaskLookup.find(config.task()), config.data(), told -> {});
    reader.requireFiles(Split.TRAIN);
    reader.requireFiles(Split.DEV);
    Path model = ModelPath.resolve(config.model());
    requireFit(config, model);
    try (Tokenizer tokenizer = Tokenizer.load(model)) {
      tokenizer.requireIdsBelow(new ModelDirectory(model, told -> {}).readVocabSize());
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
      tokenizer.requireIdsBelow(directory.readVocabSize());
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

  /** Name of the figure that chooses the best checkpoint, such as {@code cola.mcc}. */
  String metric() {
    return metricOf(task);
  }

  static String metricOf(ClassificationTask task) {
    String set = task.files().getOrDefault(Split.DEV, List.of()).get(0).set();
    return ClassificationTask.nameOf(set, task.best());
  }

  /** FreeAT updates in every replay, so that a batch cannot be accumulated. */
  void requireOneMicroBatch(FreeLbFinetuneConfig config) {
    FineTuningSettings training = config.training();
    long longest = IntStream.range(0, train.getSize()).map(train::getLength).max().orElse(0);
    long most = longest * training.batchSize();
    if (config.adversary().adversary() == AdversaryKind.FREEAT
        && most > training.microBatchTokens()) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--adversary freeat updates in every replay of a batch, which must be in memory at"
                  + " once: a batch may have %,d tokens (%d of %d), but --micro-batch-tokens is"
                  + " %,d",
              most,
              training.batchSize(),
              longest,
              training.microBatchTokens()));
    }
  }

  String describe() {
    return "%s: %,d training examples, %s"
        .formatted(
            task.name(),
            train.getSize(),
            dev.stream()
                .map(set -> "%,d of %s".formatted(set.getSize(), set.getSet()))
                .collect(joining(" and ", "", " to validate on")));
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static void requireFit(FreeLbFinetuneConfig config, Path model) throws IOException {
    ModelDirectory directory = new ModelDirectory(model, notice -> {});
    Adversary.requireFit(config.adversary(), directory.readFamily());
    int most = directory.readMaxLength();
    if (config.training().maxLength() > most) {
      throw new UsageException(
          "--max-length %d, but %s reads at most %d tokens"
              .formatted(config.training().maxLength(), model, most));
    }
  }

  private static void requireLabels(TaskExamples file) {
    if (!file.isLabelled()) {
      throw new UsageException(
          file.path() + " has examples without a label: nothing can be validated on them");
    }
  }
}
