package io.noisette.distillation.data;

import static java.util.stream.Collectors.joining;

import io.noisette.distillation.classifier.StudentResult;
import io.noisette.distillation.classifier.TeacherResult;
import io.noisette.run.SummaryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Result of a data distillation, as in {@code summary.json}.
 *
 * @param metric the task's main metric, such as {@code sst2.acc}
 * @param steps planned number of steps of each student
 * @param teacher the model that made the labels; null if the supervised students did
 * @param students each kind of student, the supervised one first
 * @param labels facts about the generated labels of each seed
 */
public record DataDistillationSummary(
    String metric,
    int steps,
    @Nullable TeacherResult teacher,
    List<StudentResult> students,
    List<LabelFacts> labels) {

  public DataDistillationSummary {
    students = List.copyOf(students);
    labels = List.copyOf(labels);
  }

  void write(Path directory) throws IOException {
    SummaryFile.write(directory, this);
  }

  /** Returns the table, and what may be concluded from it. */
  public String describe() {
    List<List<String>> rows = new ArrayList<>();
    if (teacher != null) {
      rows.add(List.of(teacher.name(), StudentResult.show(teacher.value()), "", ""));
    }
    students.forEach(student -> rows.add(student.toRow()));
    List<String> lines = new ArrayList<>(StudentResult.toTable(metric + " on dev", rows));
    for (int i = 1; i < students.size(); i++) {
      // Each against the supervised one; then against plain self-training, which is the control.
      for (StudentResult other : students.subList(0, Math.min(i, 2))) {
        StudentResult student = students.get(i);
        if (!student.seeds().isEmpty()) {
          lines.add(student.compare(student.name() + " - " + other.name(), other));
        }
      }
    }
    lines.addAll(describeAgreement());
    return String.join("\n", lines);
  }

  private List<String> describeAgreement() {
    if (labels.isEmpty() || labels.get(0).views().size() < 2) {
      return List.of();
    }
    List<String> means = new ArrayList<>();
    for (int view = 1; view < labels.get(0).views().size(); view++) {
      int own = view;
      List<Double> values = new ArrayList<>();
      for (LabelFacts facts : labels) {
        Double agreement = facts.views().get(own).agreement();
        if (agreement != null) {
          values.add(agreement);
        }
      }
      if (!values.isEmpty()) {
        double mean = values.stream().mapToDouble(it -> it).sum() / values.size();
        means.add(
            String.format(
                Locale.ROOT, "%s %.1f %%", labels.get(0).views().get(own).noise(), 100 * mean));
      }
    }
    return means.isEmpty()
        ? List.of()
        : List.of(
            means.stream().collect(joining(", ", "same class as in the identity view: ", "")));
  }
}
