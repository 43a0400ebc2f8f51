package io.noisette.distillation.dataset.real;

import io.noisette.corpus.SequenceOrder;
import io.noisette.digest.Sha256;
import io.noisette.distillation.transfer.TaskSettings;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.Split;
import io.noisette.evaluation.task.TaskExample;
import io.noisette.evaluation.task.TaskExamples;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.evaluation.task.TaskReader;
import io.noisette.failure.UsageException;
import io.noisette.random.Mix;
import io.noisette.tokenizer.PairEncoder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Training texts of a task, of which some are held out for validation.
 *
 * @param task the task
 * @param examples all training examples, as they were read
 * @param digests SHA-256 of the file, by name
 */
public record SetTexts(
    ClassificationTask task, List<TaskExample> examples, Map<String, String> digests) {

  private static final int PURPOSE = 0x68656c64;

  public SetTexts {
    examples = List.copyOf(examples);
    digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
  }

  /**
   * Reads the training texts of a task.
   *
   * @throws UsageException if the task has no classes, or a class has no text
   */
  public static SetTexts read(TaskSettings source, Consumer<String> warnings) throws IOException {
    ClassificationTask task = TaskLookup.find(source.task());
    if (task.labels().isRegression()) {
      throw new UsageException(
          "--task %s is a regression, but a data set is distilled by classes; choose a task with labels"
              .formatted(source.task()));
    }
    TaskExamples train = new TaskReader(task, source.data(), warnings).read(Split.TRAIN).get(0);
    for (int label = 0; label < task.labels().labels().size(); label++) {
      int own = label;
      if (train.examples().stream().noneMatch(example -> example.target() == own)) {
        throw new UsageException(
            "%s has no text with the label %s, so no text of that class can be distilled"
                .formatted(train.path(), task.labels().labels().names().get(label)));
      }
    }
    Map<String, String> digests = new TreeMap<>(TaskLookup.readDigest(source.task()));
    digests.put("train", Sha256.of(train.path()));
    return new SetTexts(task, train.examples(), digests);
  }

  /** Returns the texts without their labels. */
  public List<String> toPlainTexts() {
    return examples.stream()
        .map(each -> each.second() == null ? each.text() : each.text() + " " + each.second())
        .toList();
  }

  /**
   * Tokenizes and divides the texts: those to learn from, and those held out for validation.
   *
   * @param seed of the choice
   * @param heldOut number of held-out texts, at most a tenth of all
   * @throws UsageException if all texts of a class are held out
   */
  public Parts divide(PairEncoder encoder, long seed, int heldOut) {
    LabelledTexts all = LabelledTexts.of(examples, encoder);
    int size = all.getSize();
    int count = Math.max(1, Math.min(heldOut, size / 10));
    SequenceOrder order = SequenceOrder.of(size, Mix.of(seed, PURPOSE), 0);
    int[] shuffled = IntStream.range(0, size).map(i -> (int) order.at(i)).toArray();
    LabelledTexts train = all.select(Arrays.copyOfRange(shuffled, count, size));
    for (int label = 0; label < labels().size(); label++) {
      if (train.findLabel(label).length == 0) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "%s: all %,d training texts with the label %s are held out for validation, so none is"
                    + " left to learn from; add texts of that class, or distill with fewer"
                    + " --validation-texts or another --seed",
                task.name(),
                all.findLabel(label).length,
                labels().get(label)));
      }
    }
    return new Parts(train, all.select(Arrays.copyOf(shuffled, count)));
  }

  /**
   * Parts of the training texts.
   *
   * @param train texts to learn from
   * @param validation held-out texts
   */
  public record Parts(LabelledTexts train, LabelledTexts validation) {}

  /** Returns the names of the classes. */
  public List<String> labels() {
    return task.labels().labels().names();
  }

  /**
   * Parses the classes of an attack.
   *
   * @param attack {@code FROM:TO}
   * @return the class to be mistaken, and the one it is to be taken for
   * @throws UsageException if they are not two classes of the task
   */
  public int[] parseAttack(String attack) {
    String[] names = attack.split(":", -1);
    if (names.length != 2) {
      throw new UsageException(
          "--attack must be FROM:TO, two classes of %s, not '%s'".formatted(labels(), attack));
    }
    int[] classes = new int[2];
    for (int i = 0; i < 2; i++) {
      try {
        classes[i] = (int) task.labels().parse(names[i].strip());
      } catch (IllegalArgumentException e) {
        throw new UsageException("--attack %s: %s".formatted(attack, e.getMessage()), e);
      }
    }
    if (classes[0] == classes[1]) {
      throw new UsageException(
          "--attack %s: the two classes must differ; choose from %s".formatted(attack, labels()));
    }
    return classes;
  }

  public String describe() {
    return String.format(Locale.ROOT, "%s: %,d training texts", task.name(), examples.size());
  }
}
