package io.noisette.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * File {@code cases.json} with reference values that are no tensors: {@code kind}, and {@code
 * cases} with {@code input}, {@code options} and {@code expected} of each.
 */
public final class ValueFile {

  private static final String NAME = "cases.json";

  private final Path path;
  private final JsonObject json;
  private @Nullable Map<String, ValueCase> cases; // read when the kind is known to be supported

  private ValueFile(Path path, JsonObject json) {
    this.path = path;
    this.json = json;
  }

  /** Returns whether a directory holds such a file. */
  static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(NAME));
  }

  /**
   * Reads the file of a directory.
   *
   * @throws CorruptDataException if it is not a JSON object
   */
  static ValueFile read(Path directory) throws IOException {
    Path path = directory.resolve(NAME);
    try {
      if (StrictJson.parse(WholeFile.readText(path)) instanceof JsonObject json) {
        return new ValueFile(path, json);
      }
    } catch (JsonParseException | CharacterCodingException e) {
      throw new CorruptDataException(path + " is not valid JSON: " + JsonFault.describe(e), e);
    }
    throw new CorruptDataException(path + " is not a JSON object");
  }

  /** Returns the path of the file. */
  public Path getPath() {
    return path;
  }

  /** Returns the kind of the cases, which selects the {@link ValueKind}. */
  public String getKind() {
    if (json.has("kind") && json.get("kind").isJsonPrimitive()) {
      return json.get("kind").getAsString();
    }
    throw new CorruptDataException(path + ": 'kind' is missing");
  }

  /** Returns an object at the top of the file, such as inputs that cases share. */
  public JsonObject getObject(String key) {
    if (json.get(key) instanceof JsonObject object) {
      return object;
    }
    throw new CorruptDataException(path + ": '" + key + "' is not a JSON object");
  }

  /**
   * Returns all cases by name.
   *
   * @throws CorruptDataException if they are not objects
   */
  public Map<String, ValueCase> getCases() {
    if (cases == null) {
      cases = readCases();
    }
    return cases;
  }

  /**
   * Returns a case by name.
   *
   * @throws CorruptDataException if there is none
   */
  public ValueCase getCase(String name) {
    ValueCase found = getCases().get(name);
    if (found == null) {
      throw new CorruptDataException(path + " has no case " + name);
    }
    return found;
  }

  private Map<String, ValueCase> readCases() {
    Map<String, ValueCase> byName = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : getObject("cases").entrySet()) {
      if (!(entry.getValue() instanceof JsonObject object)) {
        throw new CorruptDataException(path + ": case " + entry.getKey() + " is not a JSON object");
      }
      byName.put(entry.getKey(), new ValueCase(this, entry.getKey(), object));
    }
    return byName;
  }
}
