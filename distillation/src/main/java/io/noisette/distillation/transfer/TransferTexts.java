package io.noisette.distillation.transfer;

import static java.util.stream.Collectors.joining;

import io.noisette.digest.Sha256;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.Split;
import io.noisette.evaluation.task.TaskExample;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.evaluation.task.TaskReader;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Texts of a distillation: the labelled training set, unlabelled files, and the dev files.
 *
 * @param task the task
 * @param parts texts that students learn from: the training set first, then each unlabelled file
 * @param dev examples of the dev files; the first one's metric chooses the best checkpoint
 * @param digests SHA-256 of all files, by name
 */
public record TransferTexts(
    ClassificationTask task,
    List<TaskExamples> parts,
    List<TaskExamples> dev,
    Map<String, String> digests) {

  /**
   * Reads all files.
   *
   * @param source task, and directory with its files
   * @param unlabelled further files, with texts only
   * @param warnings receives one line for each row that cannot be read
   * @throws UsageException if a file is missing or empty, a dev file has no labels, or all training
   *     examples have one label
   */
  public static TransferTexts read(
      TaskSettings source, List<Path> unlabelled, Consumer<String> warnings) throws IOException {
    ClassificationTask task = TaskLookup.find(source.task());
    TaskReader reader = new TaskReader(task, source.data(), warnings);
    TaskExamples train = reader.read(Split.TRAIN).get(0);
    List<TaskExamples> dev = reader.read(Split.DEV);
    requireUse(task, train, dev);
    Map<String, String> digests = new LinkedHashMap<>(TaskLookup.readDigest(source.task()));
    digests.put("train", Sha256.of(train.path()));
    for (TaskExamples file : dev) {
      digests.put("dev of " + file.file().set(), Sha256.of(file.path()));
    }
    List<TaskExamples> parts = new ArrayList<>(List.of(train));
    for (Path file : unlabelled) {
      UnlabelledTexts texts = UnlabelledTexts.read(file, task.isPair());
      digests.put("unlabelled " + parts.size(), texts.digest());
      parts.add(new TaskExamples(train.file(), file, texts.examples(), 0));
    }
    return new TransferTexts(task, parts, dev, digests);
  }

  /** Returns the name of the metric that chooses the best checkpoint, such as {@code sst2.acc}. */
  public String metric() {
    return ClassificationTask.nameOf(dev.get(0).file().set(), task.best());
  }

  /** Returns all texts that students learn from as one list, the labelled ones first. */
  public TaskExamples all() {
    TaskExamples train = parts.get(0);
    List<TaskExample> all = parts.stream().flatMap(part -> part.examples().stream()).toList();
    return new TaskExamples(train.file(), train.path(), all, train.badRows());
  }

  /** Returns the texts without labels of all files as one list. */
  public TaskExamples unlabelled() {
    TaskExamples train = parts.get(0);
    List<TaskExample> all =
        parts.stream().skip(1).flatMap(part -> part.examples().stream()).toList();
    return new TaskExamples(train.file(), parts.get(parts.size() - 1).path(), all, 0);
  }

  /** Returns the number of labelled texts. */
  public int countLabelled() {
    return parts.get(0).examples().size();
  }

  /** Returns the number of all texts that students learn from. */
  public int countAll() {
    return parts.stream().mapToInt(part -> part.examples().size()).sum();
  }

  /** Returns one line with the numbers of texts. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "%s: %,d labelled and %,d unlabelled texts, %s",
        task.name(),
        countLabelled(),
        countAll() - countLabelled(),
        dev.stream()
            .map(
                set ->
                    String.format(
                        Locale.ROOT, "%,d of %s", set.examples().size(), set.file().set()))
            .collect(joining(" and ", "", " for validation")));
  }

  private static void requireUse(
      ClassificationTask task, TaskExamples train, List<TaskExamples> dev) {
    for (TaskExamples file : dev) {
      if (!file.isLabelled()) {
        throw new UsageException(
            file.path() + " has examples without a label, so they cannot be used for validation");
      }
    }
    Stream<Float> labels = train.examples().stream().map(TaskExample::target).distinct();
    if (!task.labels().isRegression() && labels.limit(2).count() < 2) {
      throw new UsageException(
          train.path() + " has examples of one label only, from which nothing can be learned");
    }
  }
}
