package io.noisette.evaluation.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.digest.Sha256;
import io.noisette.evaluation.metric.Metric;
import io.noisette.failure.UsageException;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TaskLookupTest {

  private static final String PAIR =
      """
      name: answers
      text: question
      second-text: answer
      label: verdict
      labels: [wrong, right]
      train: train.tsv
      dev: dev.jsonl.gz
      metrics: [f1, acc]
      best: acc
      """;

  @TempDir private Path directory;

  @Test
  void aTaggingTaskIsNamedWhereLabelsAreNeeded() throws IOException {
    Path file = directory.resolve("entities.yaml");
    Files.writeString(file, "tags: [O, PER]\ntrain: train.txt\n");
    assertEquals(
        "--task "
            + file
            + " is a tagging task, for freelb-finetune and evaluate only; needed here: a task with"
            + " labels or range",
        assertThrows(UsageException.class, () -> TaskLookup.find(file.toString())).getMessage());
  }

  @Test
  void glueHasItsOfficialMetrics() throws IOException {
    StringBuilder all = new StringBuilder();
    for (ClassificationTask task : GlueTasks.all()) {
      assertEquals(task, TaskLookup.find(task.name()));
      all.append(task.name());
      task.metrics().forEach(metric -> all.append(' ').append(metric.getName()));
      all.append(", best ").append(task.best().getName()).append('\n');
    }
    assertEquals(
        """
        cola mcc, best mcc
        sst2 acc, best acc
        mrpc f1 acc, best acc
        stsb pearson spearman, best pearson
        qqp f1 acc, best acc
        mnli acc, best acc
        qnli acc, best acc
        rte acc, best acc
        wnli acc, best acc
        ax mcc, best mcc
        """,
        all.toString());
  }

  @Test
  void aFileDescribesATask() throws IOException {
    ClassificationTask task = find(PAIR);
    assertEquals("answers", task.name());
    assertEquals(List.of("wrong", "right"), task.labels().labels().names());
    assertEquals(List.of(Metric.F1, Metric.ACC), task.metrics());
    assertEquals(Metric.ACC, task.best());
    assertEquals(true, task.isPair());
    Files.writeString(
        directory.resolve("dev.jsonl.gz"), // plain all the same: its first bytes tell
        "{\"question\":\"a?\",\"answer\":\"b\",\"verdict\":\"right\",\"x\":[1]}\n");
    TaskExamples dev = new TaskReader(task, directory, w -> {}).read(Split.DEV).get(0);
    assertEquals(new TaskExample("a?", "b", 1, "0", 1), dev.examples().get(0));
  }

  @Test
  void columnsMayBeNumbersAndTheTargetAScore() throws IOException {
    ClassificationTask task =
        find("text: 2\nlabel: 1\nrange: [-1, 1]\nheader: false\ndev: a.txt\n");
    assertEquals("task", task.name());
    assertEquals(List.of(Metric.PEARSON), task.metrics());
    Files.writeString(directory.resolve("a.txt"), "-0.5\tso so\n");
    TaskReader reader = new TaskReader(task, directory, w -> {});
    assertEquals(
        new TaskExample("so so", null, -0.5f, "0", 1),
        reader.read(Split.DEV).get(0).examples().get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "labels: [wrong, right]|lables: [wrong, right]|, line 5: lables is not a known setting; did"
            + " you mean labels?",
        "labels: [wrong, right]|labels: [wrong]|, line 5: labels must have at least two entries,"
            + " not [wrong]",
        "labels: [wrong, right]|labels: [a, a]|: labels must be distinct, not [a, a]",
        "labels: [wrong, right]|labels: [a, b, c]|: metrics: f1 needs exactly two labels; it is"
            + " computed for the second",
        "labels: [wrong, right]|range: [1, 0]|, line 5: range must be the minimum and the maximum"
            + " score, such as [0, 5], not [1.0, 0.0]",
        "labels: [wrong, right]|range: [0, 1]|: metrics: f1 cannot be computed for this task, only"
            + " for one of type classification",
        "labels: [wrong, right]|header: true|: either labels (classification) or range (regression)"
            + " must be given",
        "text: question|index: id|: text is missing: column of the first or only text: name, or"
            + " number counted from 1",
        "metrics: [f1, acc]|metrics: [f2]|, line 8: metrics must be one of acc, f1, macro-f1, mcc,"
            + " pearson, spearman, not 'f2'; did you mean f1?",
        "best: acc|best: mcc|: best: must be one of the task's metrics, not mcc",
        "name: answers|name: a/b|: name must consist of letters, digits, - and _, not 'a/b'"
      })
  void aMistakeIsNamed(String line, String mistake, String told) {
    UsageException failure =
        assertThrows(UsageException.class, () -> find(PAIR.replace(line, mistake)));
    assertEquals(directory.resolve("task.yaml") + told, failure.getMessage());
  }

  @Test
  void anUnknownTaskSaysWhichThereAre() {
    assertEquals(
        "--task must be one of cola, sst2, mrpc, stsb, qqp, mnli, qnli, rte, wnli, ax, or a file"
            + " FILE.yaml that defines a task, not 'rt'; did you mean rte?",
        assertThrows(UsageException.class, () -> TaskLookup.find("rt")).getMessage());
    String missing = directory.resolve("my.yaml").toString();
    assertEquals(
        "--task " + missing + ": no such file",
        assertThrows(UsageException.class, () -> TaskLookup.find(missing)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n"})
  void aTestSplitMayBeAddedAtTheEndOfTheFileThatARunHasRecorded(String end) throws IOException {
    Path file = Files.writeString(directory.resolve("task.yaml"), "text: q\ntrain: a…\u0085" + end);
    Map<String, String> recorded = Map.of("task", Sha256.of(file)); // as earlier versions did
    new RunRecord("x", Map.of(), Map.of(), Map.of(), recorded, List.of()).write(directory);
    assertEquals(recorded, TaskLookup.readTrainingDigest(file.toString(), directory));
    String separator = end.isEmpty() ? "\n" : "";
    Files.writeString(file, Files.readString(file) + separator + "test: Å.tsv");
    assertEquals(recorded, TaskLookup.readTrainingDigest(file.toString(), directory));
    Files.writeString(file, Files.readString(file) + "\nbest: f1\n");
    assertNotEquals(recorded, TaskLookup.readTrainingDigest(file.toString(), directory));
  }

  private ClassificationTask find(String yaml) throws IOException {
    Path file = Files.writeString(directory.resolve("task.yaml"), yaml);
    ClassificationTask task = TaskLookup.find(file.toString());
    assertNotNull(task);
    return task;
  }
}
