package io.noisette.evaluation.squad;

import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Files of SQuAD that are one JSON object with a value per question id. */
public final class IdMap {

  private IdMap() {}

  /**
   * Reads predictions: texts by question id.
   *
   * @throws io.noisette.failure.UsageException if there is no such file
   * @throws CorruptDataException if it is anything else
   */
  public static Map<String, String> readTexts(Path file) throws IOException {
    return read(file, JsonToken.STRING, "text", JsonReader::nextString);
  }

  /**
   * Reads numbers by question id, such as probabilities that there is no answer.
   *
   * @throws io.noisette.failure.UsageException if there is no such file
   * @throws CorruptDataException if it is anything else
   */
  public static Map<String, Double> readNumbers(Path file) throws IOException {
    return read(file, JsonToken.NUMBER, "number", JsonReader::nextDouble);
  }

  private static <T> Map<String, T> read(
      Path file, JsonToken type, String name, ValueReader<T> reader) throws IOException {
    Map<String, T> values = new LinkedHashMap<>();
    try (SquadJson text = SquadJson.open(file)) {
      JsonReader json = text.reader();
      StrictJson.makeStrict(json);
      json.beginObject();
      while (json.hasNext()) {
        String id = json.nextName();
        if (json.peek() != type) {
          throw new JsonParseException("the value of '" + id + "' is no " + name);
        }
        if (values.put(id, reader.read(json)) != null) {
          throw new JsonParseException("the id '" + id + "' occurs twice");
        }
      }
      json.endObject();
      StrictJson.requireEnd(json);
    } catch (IOException | IllegalStateException | JsonParseException e) {
      throw new CorruptDataException(
          String.format(
              "%s: not a JSON object with a %s for each question id: %s",
              file, name, JsonFault.describe(e)),
          e);
    }
    return values;
  }

  @FunctionalInterface
  private interface ValueReader<T> {
    T read(JsonReader json) throws IOException;
  }
}
