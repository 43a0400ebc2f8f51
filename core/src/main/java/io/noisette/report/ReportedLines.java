package io.noisette.report;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.JsonFault;
import io.noisette.text.LineReader;
import io.noisette.text.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** Reads the first lines of a file of JSON Lines that a run has written, for a report section. */
public final class ReportedLines {

  private ReportedLines() {}

  /**
   * Reads lines, and has each shown.
   *
   * @param most maximum number of lines
   * @param section shows one line
   * @throws CorruptDataException if a line is not one that the run wrote
   */
  public static void read(Path file, int most, Consumer<JsonObject> section) throws IOException {
    try (LineReader lines = LineReader.open(file)) {
      for (int i = 0; i < most; i++) {
        String line = lines.readLine();
        if (line == null) {
          return;
        }
        read(file, i + 1, line, section);
      }
    }
  }

  private static void read(Path file, int number, String line, Consumer<JsonObject> section) {
    try {
      section.accept(StrictJson.parse(line).getAsJsonObject());
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | ClassCastException
        | NumberFormatException
        | UnsupportedOperationException
        | IndexOutOfBoundsException e) { // what Gson throws for missing and other values
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s:%d: not a line that the run has written: %s",
              file,
              number,
              JsonFault.describeInLine(e)),
          e);
    }
  }
}
