package io.noisette.distillation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.distillation.classifier.ResultTable;
import io.noisette.distillation.classifier.StudentResult;
import io.noisette.distillation.classifier.TeacherResult;
import io.noisette.run.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Result of a distillation, as in {@code summary.json}: teachers, the student alone with the same
 * number of steps, and the distilled student.
 *
 * @param metric the task's main metric, such as {@code sst2.acc}
 * @param steps number of steps of each student; 0 before the first has finished
 * @param teachers each teacher, and the ensemble of several
 */
public record DistillationSummary(
    String metric,
    int steps,
    List<TeacherResult> teachers,
    StudentResult alone,
    StudentResult distilled) {

  /** Name of the summary's file in the output directory. */
  public static final String FILE_NAME = "summary.json";

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().create();

  public DistillationSummary {
    teachers = List.copyOf(teachers);
  }

  void write(Path directory) throws IOException {
    byte[] json = (GSON.toJson(this) + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFiles.replace(directory.resolve(FILE_NAME), json);
  }

  /** Returns the table, and what may be concluded from it. */
  public String describe() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(metric + " on dev", "mean", "sd", "seeds"));
    for (TeacherResult teacher : teachers) {
      rows.add(List.of(teacher.name(), ResultTable.number(teacher.value()), "", ""));
    }
    rows.add(alone.toRow(steps));
    rows.add(distilled.toRow(steps));
    return ResultTable.of(rows) + distilled.compare("distilled - alone", alone);
  }
}
