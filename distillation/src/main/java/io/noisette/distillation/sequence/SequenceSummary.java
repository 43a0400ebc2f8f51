package io.noisette.distillation.sequence;

import io.noisette.command.AlignedTable;
import io.noisette.distillation.classifier.StudentResult;
import io.noisette.run.SummaryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Result of a distillation of models that write: teachers, the student alone and the distilled one.
 *
 * @param level what the distilled student learned
 * @param metric metric of the generated texts, or {@code loss}
 * @param steps planned number of steps of each student; 0 before the first has finished
 * @param teachers each teacher
 * @param alone the student without a teacher
 * @param distilled the distilled student
 */
public record SequenceSummary(
    String level,
    String metric,
    long steps,
    List<SequenceResult> teachers,
    SequenceResult alone,
    SequenceResult distilled) {

  private static final String TIE = " (a tie)";

  public SequenceSummary {
    teachers = List.copyOf(teachers);
  }

  void write(Path directory) throws IOException {
    SummaryFile.write(directory, this);
  }

  /** Returns the table, and what may be concluded from it. */
  public String describe() {
    List<String> columns = List.copyOf(teachers.get(0).figures().keySet());
    List<String> headings = new ArrayList<>(List.of("validation, " + metric));
    headings.addAll(columns);
    List<List<String>> rows = new ArrayList<>();
    teachers.forEach(teacher -> rows.add(row(teacher.name(), teacher, columns)));
    for (SequenceResult student : List.of(alone, distilled)) {
      rows.add(
          row(
              student.figures().values().stream()
                  .findFirst()
                  .map(StudentResult::toTitle)
                  .orElse(student.name()),
              student,
              columns));
    }
    AlignedTable table =
        new AlignedTable(
            headings,
            rows,
            IntStream.range(1, headings.size()).boxed().collect(Collectors.toSet()));
    return String.join("\n", table.toLines()) + "\n" + conclude(columns);
  }

  /** Formats a figure: the loss with four decimals, metrics with two. */
  static String show(String heading, @Nullable Double value) {
    return value == null
        ? "-"
        : String.format(Locale.ROOT, heading.equals(Evaluations.LOSS) ? "%.4f" : "%.2f", value);
  }

  private static List<String> row(String name, SequenceResult result, List<String> columns) {
    List<String> cells = new ArrayList<>(List.of(name));
    for (String column : columns) {
      StudentResult figure = result.figures().get(column);
      Double mean = figure == null ? null : figure.mean();
      Double sd = figure == null ? null : figure.sd();
      cells.add(show(column, mean) + (sd == null ? "" : " ± " + show(column, sd)));
    }
    return cells;
  }

  private String conclude(List<String> columns) {
    if (alone.figures().isEmpty() || distilled.figures().isEmpty()) {
      return "no seed has finished with both students";
    }
    List<String> gains = new ArrayList<>();
    boolean isSpread = true;
    for (String column : columns) {
      StudentResult first = alone.figures().get(column);
      StudentResult second = distilled.figures().get(column);
      if (first == null || second == null) {
        continue;
      }
      if (!first.seeds().equals(second.seeds())) {
        return "distilled - alone: not all runs have finished";
      }
      gains.add(column + " " + compare(column, first, second));
      isSpread &= first.sd() != null;
    }
    String text = "distilled - alone: " + String.join(", ", gains);
    if (!isSpread) {
      return text + "; one seed does not show a spread: use --seeds 1,2,3";
    }
    return text.contains(TIE)
        ? text + "; a tie is within the standard deviation over the seeds"
        : text;
  }

  private static String compare(String column, StudentResult alone, StudentResult distilled) {
    Double first = alone.mean();
    Double second = distilled.mean();
    if (first == null || second == null) {
      return "-";
    }
    double gain = second - first;
    String text = (gain < 0 ? "-" : "+") + show(column, Math.abs(gain));
    return alone.isTie(distilled) ? text + TIE : text;
  }
}
