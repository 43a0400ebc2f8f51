package io.noisette.evaluation.task;

import io.noisette.evaluation.task.row.BadRowException;
import io.noisette.evaluation.task.row.Column;
import io.noisette.evaluation.task.row.Row;
import io.noisette.evaluation.task.row.RowParser;
import io.noisette.evaluation.task.row.TaskColumns;
import io.noisette.evaluation.task.row.TaskFile;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.LineReader;
import io.noisette.text.WhiteSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Reader for one file of examples. A row that cannot be read is skipped with a warning; more than 1
 * % of such rows are an error.
 */
final class TaskExampleReader {

  /** Maximum share of bad rows; with more, the file is probably in another format. */
  private static final double MOST_BAD = 0.01;

  /** Maximum number of bad rows that are reported one by one. */
  private static final int MOST_TOLD = 5;

  /** Placeholder for an unknown label or score in test files written by other tools. */
  private static final Pattern MINUS_ONE = Pattern.compile("-1(\\.0*)?");

  private final ClassificationTask task;
  private final TaskFile file;
  private final Path path;
  private final Consumer<String> warnings;
  private final List<TaskExample> examples = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private long badRows;
  private long blankLines;

  TaskExampleReader(ClassificationTask task, TaskFile file, Path path, Consumer<String> warnings) {
    this.task = task;
    this.file = file;
    this.path = path;
    this.warnings = warnings;
  }

  TaskExamples read() throws IOException {
    try (LineReader lines = LineReader.open(path)) {
      RowParser parser = RowParser.of(path, file);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          blankLines++; // ignored at the end of a file, a bad row elsewhere
        } else {
          noteBlankLines(lines.getLineNumber());
          read(parser, line, lines.getLineNumber());
        }
      }
    }
    judge();
    return new TaskExamples(file, path, examples, badRows);
  }

  private void noteBlankLines(long next) {
    for (; blankLines > 0; blankLines--) {
      note(next - blankLines, new BadRowException("empty line"));
    }
  }

  private void read(RowParser parser, String line, long number) {
    try {
      Row row = parser.parse(line);
      if (row != null) {
        examples.add(toExample(row, number));
      }
    } catch (BadRowException e) {
      note(number, e);
    }
  }

  private TaskExample toExample(Row row, long line) throws BadRowException {
    TaskColumns columns = file.columns();
    Column second = columns.second();
    String index = row.find(columns.index());
    return new TaskExample(
        row.get(columns.text()),
        second == null ? null : row.get(second),
        target(row),
        index == null ? Long.toString(examples.size() + badRows) : index,
        line);
  }

  private float target(Row row) throws BadRowException {
    String label = row.find(file.columns().label());
    if (!file.labelled() && (label == null || isUnknown(label))) {
      return Float.NaN;
    }
    try {
      return task.labels().parse(label == null ? row.get(file.columns().label()) : label);
    } catch (IllegalArgumentException e) {
      throw new BadRowException(String.valueOf(e.getMessage()));
    }
  }

  private boolean isUnknown(String label) {
    return WhiteSpace.isBlank(label)
        || (MINUS_ONE.matcher(label).matches() && !task.labels().canBeMinusOne());
  }

  private void note(long line, BadRowException fault) {
    badRows++;
    if (faults.size() < MOST_TOLD) {
      faults.add(String.format(Locale.ROOT, "%s:%d: %s", path, line, fault.getMessage()));
    }
  }

  private void judge() {
    long rows = examples.size() + badRows;
    if (badRows > MOST_BAD * rows) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s; in total, %,d of %,d rows do not fit the definition of the task %s; fix or"
                  + " remove them",
              faults.get(0),
              badRows,
              rows,
              task.name()));
    }
    if (rows == 0) {
      throw new UsageException(path + " contains no examples; is the download complete?");
    }
    faults.forEach(fault -> warnings.accept(fault + "; the row is skipped"));
    if (badRows > faults.size()) {
      warnings.accept(
          String.format(Locale.ROOT, "%s: %,d rows are skipped in total", path, badRows));
    }
  }
}
