package io.noisette.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.noisette.failure.CorruptDataException;
import java.nio.file.Path;

/** A test case of a {@link ValueFile}: input, options and expected values. */
public final class ValueCase {

  private final ValueFile file;
  private final String name;
  private final JsonObject json;

  ValueCase(ValueFile file, String name, JsonObject json) {
    this.file = file;
    this.name = name;
    this.json = json;
  }

  /** Returns the name of the case. */
  public String getName() {
    return name;
  }

  /** Returns the file that contains the case. */
  public ValueFile getFile() {
    return file;
  }

  /** Returns the input of the case. */
  public JsonObject getInput() {
    return getObject("input");
  }

  /** Returns the options of the case. */
  public CaseOptions getOptions() {
    JsonObject options = json.has("options") ? getObject("options") : new JsonObject();
    return new CaseOptions(describe(), options);
  }

  /** Returns the path of a data file, which the input names relative to the shared data. */
  public Path getData(String dataFile) {
    return file.getPath().resolveSibling("../../data/seq2seq").resolve(dataFile).normalize();
  }

  /**
   * Returns the length of a list among the expected values, where nothing else says how many values
   * are to be computed.
   */
  public int countExpected(String list) {
    if (getExpected().getAsJsonObject().get(list) instanceof JsonArray values) {
      return values.size();
    }
    throw new CorruptDataException(describe() + ": '" + list + "' is not a list");
  }

  /** Returns the expected values. */
  JsonElement getExpected() {
    return getObject("expected");
  }

  /** Returns the exception for a case that cannot be computed with. */
  CorruptDataException corrupt(RuntimeException cause) {
    return new CorruptDataException(
        describe() + ": the input does not fit the kind: " + cause.getMessage(), cause);
  }

  private JsonObject getObject(String key) {
    if (json.get(key) instanceof JsonObject object) {
      return object;
    }
    throw new CorruptDataException(describe() + ": '" + key + "' is not a JSON object");
  }

  /** Returns file and name of the case, for errors. */
  String describe() {
    return file.getPath() + ": case " + name;
  }
}
