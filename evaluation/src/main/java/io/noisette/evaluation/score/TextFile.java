package io.noisette.evaluation.score;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.JsonFault;
import io.noisette.text.JsonLine;
import io.noisette.text.LineReader;
import io.noisette.text.StrictJson;
import io.noisette.text.TextFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts of a file, one or several per row: a line each, or a field of JSON Lines if the name ends
 * in {@code .jsonl} or {@code .json}; {@code .gz} may follow.
 *
 * @param rows texts of each row
 * @param misplaced place of the first row whose {@code index} says that it is another row, or null
 */
record TextFile(Path file, List<List<String>> rows, @Nullable String misplaced) {

  TextFile {
    rows = rows.stream().map(List::copyOf).toList();
  }

  /**
   * Reads a file.
   *
   * @param option option that named the field, for messages
   */
  static TextFile read(Path file, String field, String option) throws IOException {
    TextFiles.requireNoTable(file);
    boolean json = TextFiles.isJsonLines(file);
    boolean isPipe = !Files.isRegularFile(file); // whose first line tells what its name does not
    List<List<String>> rows = new ArrayList<>();
    String misplaced = null;
    try (LineReader lines = LineReader.open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        json |= isPipe && rows.isEmpty() && JsonLine.isObject(line);
        if (json) {
          String where = file + ":" + lines.getLineNumber();
          JsonObject row = parse(line, where);
          misplaced = misplaced == null && isOther(row, rows.size()) ? where : misplaced;
          rows.add(toTexts(row, field, option, where));
        } else {
          if (rows.isEmpty()) {
            TextFiles.requireNoJson(file, line, field);
          }
          rows.add(List.of(line));
        }
      }
    }
    if (rows.isEmpty()) {
      throw new UsageException(file + " is empty: there is nothing to score");
    }
    return new TextFile(file, rows, misplaced);
  }

  /** Returns whether a row has the index of another row, counted from 0 or from 1. */
  private static boolean isOther(JsonObject row, int place) {
    return row.get("index") instanceof JsonPrimitive index
        && index.isNumber()
        && index.getAsDouble() != place
        && index.getAsDouble() != place + 1;
  }

  private static JsonObject parse(String line, String where) {
    JsonElement json;
    try {
      json = StrictJson.parse(line);
    } catch (JsonParseException e) {
      String fault = JsonFault.describe(e).replaceFirst(" at line 1 column", " at column");
      throw new CorruptDataException(
          where
              + ": not a JSON object on one line: "
              + fault
              + "; give one object per line, or text in a file whose name ends in .txt",
          e);
    }
    if (json instanceof JsonObject object) {
      return object;
    }
    throw new CorruptDataException(where + ": not a JSON object on one line");
  }

  private static List<String> toTexts(
      JsonObject object, String field, String option, String where) {
    JsonElement value = object.get(field);
    if (value == null) {
      throw new UsageException(
          String.format(
              "%s: no field '%s' among %s; --%s names another",
              where, field, String.join(", ", object.keySet()), option));
    }
    if (value instanceof JsonArray array && !array.isEmpty()) {
      return array.asList().stream().map(element -> toText(element, field, where)).toList();
    }
    return List.of(toText(value, field, where));
  }

  private static String toText(JsonElement value, String field, String where) {
    if (value instanceof JsonPrimitive primitive && !primitive.isBoolean()) {
      return primitive.getAsString();
    }
    throw new CorruptDataException(
        where + ": '" + field + "' must be a string or a list of strings, not " + value);
  }
}
