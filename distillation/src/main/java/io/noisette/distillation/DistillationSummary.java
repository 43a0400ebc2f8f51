package io.noisette.distillation;

import io.noisette.distillation.classifier.StudentResult;
import io.noisette.distillation.classifier.TeacherResult;
import io.noisette.run.SummaryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Result of a distillation, as in {@code summary.json}: teachers, the student alone with the same
 * number of steps, and the distilled student.
 *
 * @param metric the task's main metric, such as {@code sst2.acc}
 * @param steps planned number of steps of each student
 * @param teachers each teacher, and the ensemble of several
 */
public record DistillationSummary(
    String metric,
    int steps,
    List<TeacherResult> teachers,
    StudentResult alone,
    StudentResult distilled) {

  public DistillationSummary {
    teachers = List.copyOf(teachers);
  }

  void write(Path directory) throws IOException {
    SummaryFile.write(directory, this);
  }

  /** Returns the table, and what may be concluded from it. */
  public String describe() {
    List<List<String>> rows = new ArrayList<>();
    for (TeacherResult teacher : teachers) {
      rows.add(List.of(teacher.name(), StudentResult.show(teacher.value()), "", ""));
    }
    rows.add(alone.toRow());
    rows.add(distilled.toRow());
    List<String> lines = new ArrayList<>(StudentResult.toTable(metric + " on dev", rows));
    lines.add(distilled.compare("distilled - alone", alone));
    return String.join("\n", lines);
  }
}
