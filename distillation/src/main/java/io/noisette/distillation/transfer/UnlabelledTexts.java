package io.noisette.distillation.transfer;

import io.noisette.evaluation.task.TaskExample;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.TextFiles;
import io.noisette.text.TextLines;
import io.noisette.text.WhiteSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Texts without labels from a file, one per line, which in JSONL is an object; blank lines are left
 * out.
 *
 * @param examples without targets
 * @param digest SHA-256 of the file
 */
public record UnlabelledTexts(Path file, List<TaskExample> examples, String digest) {

  public UnlabelledTexts {
    examples = List.copyOf(examples);
  }

  /**
   * Reads a file.
   *
   * @param isPair whether a line has two texts, separated by a tab
   * @throws UsageException if it has no texts
   * @throws CorruptDataException if a line of a pair has not exactly two texts
   */
  public static UnlabelledTexts read(Path file, boolean isPair) throws IOException {
    if (!isPair) {
      TextFiles.requireNoTable(file);
    }
    List<TaskExample> examples = new ArrayList<>();
    try (TextLines lines = TextLines.open(file)) {
      for (String line = lines.readText(); line != null; line = lines.readText()) {
        if (!WhiteSpace.isBlank(line)) {
          examples.add(toExample(lines, line, isPair));
        }
      }
      if (examples.isEmpty()) {
        throw new UsageException("--unlabelled " + file + " contains no texts");
      }
      return new UnlabelledTexts(file, examples, lines.getDigest());
    }
  }

  private static TaskExample toExample(TextLines lines, String line, boolean isPair) {
    long number = lines.getLineNumber();
    String index = Long.toString(number);
    if (!isPair) {
      return new TaskExample(line, null, Float.NaN, index, number);
    }
    String[] texts = line.split("\t", -1);
    if (texts.length != 2 || WhiteSpace.isBlank(texts[0]) || WhiteSpace.isBlank(texts[1])) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s:%d: the task has pairs of texts, so a line must have two texts separated by a"
                  + " tab, %s",
              lines.getFile(),
              number,
              texts.length == 2 ? "but one of them is empty" : "not " + texts.length));
    }
    return new TaskExample(texts[0], texts[1], Float.NaN, index, number);
  }
}
