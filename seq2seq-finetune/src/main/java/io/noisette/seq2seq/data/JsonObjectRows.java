package io.noisette.seq2seq.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.text.JsonFault;
import io.noisette.text.LineReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reader of JSON objects, one per line or as an array. The columns are the keys of the first
 * object; those of an object {@code translation} count as columns of the row.
 */
final class JsonObjectRows extends LineRows {

  private static final String TRANSLATION = "translation";

  private final JsonObjects objects;
  private final List<String> columns;
  private @Nullable TextRow first;

  private JsonObjectRows(LineReader lines) throws IOException {
    super(lines);
    objects = JsonObjects.open(lines);
    JsonElement head = parseNext();
    if (head == null) {
      throw new UsageException(lines.getFile() + " contains no rows; is the download complete?");
    }
    first = toRow(head);
    columns = List.copyOf(first.cells().keySet());
  }

  static JsonObjectRows open(Path file) throws IOException {
    LineReader lines = LineReader.open(file);
    try {
      return new JsonObjectRows(lines);
    } catch (IOException | RuntimeException e) {
      lines.close();
      throw e;
    }
  }

  @Override
  public List<String> getColumns() {
    return columns;
  }

  @Override
  public @Nullable TextRow read() throws IOException {
    if (first != null) {
      TextRow row = first;
      first = null;
      return row;
    }
    JsonElement next = parseNext();
    return next == null ? null : toRow(next);
  }

  private @Nullable JsonElement parseNext() throws IOException {
    try {
      return objects.read();
    } catch (JsonParseException e) {
      throw corrupt(JsonFault.describe(e), e);
    }
  }

  private TextRow toRow(JsonElement value) {
    if (!(value instanceof JsonObject object)) {
      throw corrupt("not a JSON object", null);
    }
    Map<String, @Nullable List<String>> cells = new LinkedHashMap<>();
    addCells(object, cells);
    return new TextRow(objects.getPlace(), cells, null);
  }

  private static void addCells(JsonObject object, Map<String, @Nullable List<String>> cells) {
    object
        .entrySet()
        .forEach(
            entry -> {
              if (entry.getKey().equals(TRANSLATION) && entry.getValue().isJsonObject()) {
                addCells(entry.getValue().getAsJsonObject(), cells);
              } else {
                cells.put(entry.getKey(), toTexts(entry.getValue()));
              }
            });
  }

  /** Returns the texts of a value, none for null; or null for anything that is no text. */
  private static @Nullable List<String> toTexts(JsonElement value) {
    if (value instanceof JsonPrimitive primitive) {
      return List.of(primitive.getAsString());
    }
    if (!value.isJsonArray()) {
      return value.isJsonNull() ? List.of() : null;
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement element : value.getAsJsonArray()) {
      if (!(element instanceof JsonPrimitive primitive)) {
        return null;
      }
      texts.add(primitive.getAsString());
    }
    return texts;
  }

  private CorruptDataException corrupt(String fault, @Nullable Exception cause) {
    String message =
        "%s: %s; expected JSON Lines, one object per line, or an array of objects"
            .formatted(describePlace(objects.getPlace()), fault);
    return cause == null
        ? new CorruptDataException(message)
        : new CorruptDataException(message, cause);
  }

  @Override
  public String describe() {
    return objects.describe();
  }

  @Override
  public String describePlace(long line) {
    return lines.getFile() + ":" + objects.getUnit() + line;
  }
}
