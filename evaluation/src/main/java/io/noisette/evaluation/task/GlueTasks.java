package io.noisette.evaluation.task;

import static io.noisette.evaluation.metric.Metric.ACC;
import static io.noisette.evaluation.metric.Metric.F1;
import static io.noisette.evaluation.metric.Metric.MCC;
import static io.noisette.evaluation.metric.Metric.PEARSON;
import static io.noisette.evaluation.metric.Metric.SPEARMAN;

import io.noisette.evaluation.metric.Metric;
import io.noisette.evaluation.task.row.Column;
import io.noisette.evaluation.task.row.TaskColumns;
import io.noisette.evaluation.task.row.TaskFile;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The GLUE tasks (gluebenchmark.com): file names, columns, labels and metrics. */
public final class GlueTasks {

  private static final TaskLabels ENTAILMENT =
      TaskLabels.named(List.of("entailment", "not_entailment"));
  private static final TaskLabels INFERENCE =
      TaskLabels.named(List.of("entailment", "neutral", "contradiction"));

  private static final List<ClassificationTask> ALL =
      List.of(cola(), sst2(), mrpc(), stsb(), qqp(), mnli(), qnli(), rte(), wnli(), ax());

  private GlueTasks() {}

  /** Returns all GLUE tasks, in the order of the leaderboard. */
  public static List<ClassificationTask> all() {
    return ALL;
  }

  /** Returns the GLUE task with a name such as {@code mnli}, or null if there is none. */
  public static @Nullable ClassificationTask find(String name) {
    return ALL.stream().filter(task -> task.name().equals(name)).findFirst().orElse(null);
  }

  private static ClassificationTask cola() {
    Column text = new Column(List.of("sentence"), 4);
    Column label = new Column(List.of("label"), 2);
    TaskColumns columns = new TaskColumns(text, null, label, TaskColumns.INDEX);
    return new ClassificationTask(
        "cola",
        "Evaluate CoLA: is the sentence acceptable English?",
        List.of("CoLA"),
        TaskLabels.numbered(List.of("unacceptable", "acceptable")),
        files("cola", "CoLA", false, columns), // only its test file has a header
        List.of(MCC),
        MCC);
  }

  private static ClassificationTask sst2() {
    Column label = Column.named("label");
    TaskColumns columns = new TaskColumns(Column.named("sentence"), null, label, TaskColumns.INDEX);
    return task(
        "sst2",
        "Evaluate SST-2: is the review positive?",
        "SST-2",
        TaskLabels.numbered(List.of("negative", "positive")),
        columns,
        List.of(ACC),
        ACC);
  }

  private static ClassificationTask mrpc() {
    Column first = Column.named("#1 String", "sentence1");
    Column second = Column.named("#2 String", "sentence2");
    return task(
        "mrpc",
        "Evaluate MRPC: do the sentences mean the same?",
        "MRPC",
        TaskLabels.numbered(List.of("not_equivalent", "equivalent")),
        pair(first, second, Column.named("Quality", "label")),
        List.of(F1, ACC),
        ACC);
  }

  private static ClassificationTask stsb() {
    return task(
        "stsb",
        "Evaluate STS-B: how similar in meaning are the sentences, from 0 to 5?",
        "STS-B",
        TaskLabels.scores(0, 5),
        sentences(Column.named("score", "label")),
        List.of(PEARSON, SPEARMAN),
        PEARSON);
  }

  private static ClassificationTask qqp() {
    Column label = Column.named("is_duplicate", "label");
    return task(
        "qqp",
        "Evaluate QQP: do the questions ask the same?",
        "QQP",
        TaskLabels.numbered(List.of("not_duplicate", "duplicate")),
        pair(Column.named("question1"), Column.named("question2"), label),
        List.of(F1, ACC),
        ACC);
  }

  private static ClassificationTask mnli() {
    TaskColumns columns = inference();
    return new ClassificationTask(
        "mnli",
        "Evaluate MNLI: does the second sentence follow from the first? Dev sets: mnli, mnli-mm",
        List.of("MNLI"),
        INFERENCE,
        Map.of(
            Split.TRAIN,
            List.of(new TaskFile("mnli", List.of("train"), true, true, columns, "MNLI-m")),
            Split.DEV,
            List.of(
                new TaskFile("mnli", List.of("dev_matched"), true, true, columns, "MNLI-m"),
                new TaskFile("mnli-mm", List.of("dev_mismatched"), true, true, columns, "MNLI-mm")),
            Split.TEST,
            List.of(
                new TaskFile("mnli", List.of("test_matched"), true, false, columns, "MNLI-m"),
                new TaskFile(
                    "mnli-mm", List.of("test_mismatched"), true, false, columns, "MNLI-mm"))),
        List.of(ACC),
        ACC);
  }

  private static ClassificationTask qnli() {
    return task(
        "qnli",
        "Evaluate QNLI: does the sentence answer the question?",
        "QNLI",
        ENTAILMENT,
        pair(Column.named("question"), Column.named("sentence"), Column.named("label")),
        List.of(ACC),
        ACC);
  }

  private static ClassificationTask rte() {
    return task(
        "rte",
        "Evaluate RTE: does the second sentence follow from the first?",
        "RTE",
        ENTAILMENT,
        sentences(Column.named("label")),
        List.of(ACC),
        ACC);
  }

  private static ClassificationTask wnli() {
    return task(
        "wnli",
        "Evaluate WNLI: does the second sentence, a copy with a pronoun replaced, follow from the"
            + " first?",
        "WNLI",
        TaskLabels.numbered(List.of("not_entailment", "entailment")),
        sentences(Column.named("label")),
        List.of(ACC),
        ACC);
  }

  /** The dev split is the labelled diagnostic set, which GLUE publishes under another name. */
  private static ClassificationTask ax() {
    TaskColumns columns = inference();
    return new ClassificationTask(
        "ax",
        "Evaluate the diagnostic set of GLUE (AX) with a model fine-tuned on MNLI",
        List.of("AX", "diagnostic", "MNLI"),
        INFERENCE,
        Map.of(
            Split.DEV,
            List.of(new TaskFile("ax", List.of("diagnostic-full"), true, true, columns, "AX")),
            Split.TEST,
            List.of(new TaskFile("ax", List.of("diagnostic", "AX"), true, false, columns, "AX"))),
        List.of(MCC),
        MCC);
  }

  /** Defines a task with the files {@code train.tsv}, {@code dev.tsv} and {@code test.tsv}. */
  private static ClassificationTask task(
      String name,
      String summary,
      String folder,
      TaskLabels labels,
      TaskColumns columns,
      List<Metric> metrics,
      Metric best) {
    Map<Split, List<TaskFile>> files = files(name, folder, true, columns);
    return new ClassificationTask(name, summary, List.of(folder), labels, files, metrics, best);
  }

  private static Map<Split, List<TaskFile>> files(
      String name, String submission, boolean header, TaskColumns columns) {
    return Map.of(
        Split.TRAIN,
        List.of(new TaskFile(name, List.of("train"), header, true, columns, submission)),
        Split.DEV,
        List.of(new TaskFile(name, List.of("dev"), header, true, columns, submission)),
        Split.TEST,
        List.of(new TaskFile(name, List.of("test"), true, false, columns, submission)));
  }

  private static TaskColumns sentences(Column label) {
    return pair(Column.named("sentence1"), Column.named("sentence2"), label);
  }

  private static TaskColumns inference() {
    return pair(
        Column.named("sentence1", "premise", "Premise"),
        Column.named("sentence2", "hypothesis", "Hypothesis"),
        Column.named("gold_label", "label", "Label"));
  }

  private static TaskColumns pair(Column first, Column second, Column label) {
    return new TaskColumns(first, second, label, TaskColumns.INDEX);
  }
}
