package io.noisette.evaluation.answer;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.JsonLine;
import io.noisette.text.LineReader;
import io.noisette.text.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The text file in which an answer is searched: UTF-8, plain or gzip. */
final class ContextFile {

  private static final int MAX_LENGTH = 1 << 27;

  private ContextFile() {}

  /**
   * Returns the text of a file, in which every line ends with {@code \n}.
   *
   * @throws io.noisette.failure.UsageException if there is no such file, or it is a directory
   * @throws CorruptDataException with the line, if it is not UTF-8 or damaged gzip
   */
  static String read(Path file) throws IOException {
    TextFiles.requireNoTable(file);
    requireText(file, TextFiles.isJsonLines(file));
    StringBuilder text = new StringBuilder();
    try (LineReader lines = LineReader.open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requireText(file, text.isEmpty() && JsonLine.isObject(line));
        text.append(line).append('\n');
        if (text.length() > MAX_LENGTH) {
          throw new CorruptDataException(
              String.format(
                  Locale.ROOT,
                  "%s has more than %,d characters, too many for one context",
                  file,
                  MAX_LENGTH));
        }
      }
    }
    return text.toString();
  }

  private static void requireText(Path file, boolean isJson) {
    if (isJson) {
      throw new UsageException(
          file + " is JSON, but a context is plain text; write the text to a file of its own");
    }
  }
}
