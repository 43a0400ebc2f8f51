package io.noisette.distillation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.distillation.classifier.StudentResult;
import io.noisette.distillation.classifier.TeacherResult;
import io.noisette.run.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
      rows.add(List.of(teacher.name(), number(teacher.value()), "", ""));
    }
    rows.add(row(alone));
    rows.add(row(distilled));
    int width = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(row.get(0)).append(" ".repeat(width - row.get(0).length()));
      row.stream().skip(1).forEach(cell -> text.append("  ").append("%8s".formatted(cell)));
      text.append('\n');
    }
    return text.append(conclude()).toString().replaceAll(" +\n", "\n");
  }

  private String conclude() {
    Double first = alone.mean();
    Double second = distilled.mean();
    if (first == null || second == null) {
      return "no seed has finished with both students";
    }
    String gain = String.format(Locale.ROOT, "distilled - alone: %+.4f", second - first);
    if (!alone.seeds().equals(distilled.seeds())) {
      return gain + ", of different seeds: not all runs have finished";
    }
    Double spread = alone.sd();
    Double other = distilled.sd();
    if (spread == null || other == null) {
      return gain + "; one seed does not show a spread: use --seeds 1,2,3";
    }
    return Math.abs(second - first) <= Math.max(spread, other)
        ? gain + ", within the standard deviation over the seeds: a tie"
        : gain;
  }

  private List<String> row(StudentResult student) {
    return List.of(
        String.format(Locale.ROOT, "%s, %,d steps", student.name(), steps),
        number(student.mean()),
        number(student.sd()),
        Integer.toString(student.seeds().size()));
  }

  private static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}
