package io.noisette.model.weights;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.Activation;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Access to {@code config.json} of a Hugging Face model directory; keys that are not requested are
 * ignored.
 */
public final class ConfigJson {

  /** File name {@code config.json}. */
  public static final String NAME = "config.json";

  /**
   * More labels than any classifier has: a limit that keeps a damaged file from filling the memory
   * with names.
   */
  private static final int MAX_LABELS = 1 << 20;

  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final Path path;
  private final JsonObject json;

  private ConfigJson(Path path, JsonObject json) {
    this.path = path;
    this.json = json;
  }

  /**
   * Reads {@code config.json} of a directory and converts it with {@code reader}.
   *
   * @throws UsageException if the directory has no such file
   * @throws CorruptDataException if a value is missing, of the wrong type or invalid
   */
  public static <T> T read(Path directory, Function<ConfigJson, T> reader) throws IOException {
    Path path = directory.resolve(NAME);
    if (Files.notExists(path)) {
      throw new UsageException(directory + " is not a model directory: it has no " + NAME);
    }
    try {
      JsonElement root = StrictJson.parse(WholeFile.readText(path));
      return reader.apply(new ConfigJson(path, objectOf(path.toString(), root)));
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | CharacterCodingException e) { // what Gson throws for values of another type, and ours
      throw new CorruptDataException(
          path + " is not a valid model config: " + JsonFault.describe(e), e);
    }
  }

  /** Writes JSON to a file of a directory, indented. */
  public static void write(Path directory, String name, JsonObject json) throws IOException {
    Files.writeString(directory.resolve(name), GSON.toJson(json) + "\n");
  }

  /**
   * Returns the architecture that {@code model_type} names.
   *
   * @throws UsageException if it is unknown
   */
  public ModelFamily family() {
    String type = text("model_type", "");
    for (ModelFamily family : ModelFamily.values()) {
      if (family.getModelType().equals(type)) {
        return family;
      }
    }
    throw refuse("model_type", type, "supported: " + String.join(", ", ModelFamily.modelTypes()));
  }

  /**
   * Creates the exception for a config value that transformers supports but Noisette does not.
   *
   * @param remedy the end of the message: the supported values
   */
  public UsageException refuse(String key, Object value, String remedy) {
    String found = has(key) ? "has %s '%s'".formatted(key, value) : "has no " + key;
    return new UsageException("%s %s; %s".formatted(path, found, remedy));
  }

  /**
   * Returns the activation function that a key names; the default is GELU.
   *
   * @throws UsageException if it is unknown
   */
  public Activation activation(String key) {
    String name = text(key, Activation.GELU.getName());
    try {
      return Activation.named(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(path + ": " + key + ": " + e.getMessage(), e);
    }
  }

  /**
   * Returns the labels of a classifier; if the file has none, {@code LABEL_0} and {@code LABEL_1}
   * as in transformers.
   */
  public Labels labels() {
    Labels byCount = Labels.numbered(requireCount(integer("num_labels", 2)));
    List<String> names = has("id2label") ? labelNames() : byCount.names();
    String problem = text("problem_type", names.size() == 1 ? "regression" : "");
    return switch (problem) {
      case "regression" -> new Labels(names, Labels.Problem.REGRESSION);
      case "", "single_label_classification" -> Labels.of(names);
      default ->
          throw refuse(
              "problem_type", problem, "supported: single_label_classification, regression");
    };
  }

  /** Adds labels to a {@code config.json}, under the keys that {@link #labels} reads. */
  public static void addLabels(JsonObject json, Labels labels) {
    JsonObject names = new JsonObject();
    JsonObject numbers = new JsonObject();
    for (int i = 0; i < labels.size(); i++) {
      names.addProperty(Integer.toString(i), labels.names().get(i));
      numbers.addProperty(labels.names().get(i), i);
    }
    json.add("id2label", names);
    json.add("label2id", numbers);
    boolean regression = labels.problem() == Labels.Problem.REGRESSION;
    json.addProperty("problem_type", regression ? "regression" : "single_label_classification");
  }

  /**
   * Returns the value of a key as an integer.
   *
   * @throws CorruptDataException if the key is missing
   */
  public int required(String key) {
    requireHas(key);
    return StrictJson.toInt(key, json.get(key));
  }

  /**
   * Returns the value of a key as a string.
   *
   * @throws CorruptDataException if the key is missing
   */
  public String requiredText(String key) {
    requireHas(key);
    return StrictJson.toText(key, json.get(key));
  }

  /** Returns the value of a key as a list of integers; empty if the key is missing. */
  public List<Integer> integers(String key) {
    List<Integer> numbers = new ArrayList<>();
    if (has(key)) {
      arrayOf(key, json.get(key)).forEach(number -> numbers.add(StrictJson.toInt(key, number)));
    }
    return numbers;
  }

  /** Returns the value of a key as an integer, or the default if it is missing or null. */
  public int integer(String key, int byDefault) {
    return has(key) ? StrictJson.toInt(key, json.get(key)) : byDefault;
  }

  /** Returns the value of a key as a number, or the default if it is missing or null. */
  public double number(String key, double byDefault) {
    return has(key) ? StrictJson.toDouble(key, json.get(key)) : byDefault;
  }

  /** Returns the value of a key as a boolean, or the default if it is missing or null. */
  public boolean flag(String key, boolean byDefault) {
    return has(key) ? StrictJson.toBoolean(key, json.get(key)) : byDefault;
  }

  /** Returns the value of a key as a string, or the default if it is missing or null. */
  public String text(String key, String byDefault) {
    return has(key) ? StrictJson.toText(key, json.get(key)) : byDefault;
  }

  /** Returns the JSON object of a key, to be read as this one is, or null if it is missing. */
  public @Nullable ConfigJson section(String key) {
    return has(key) ? new ConfigJson(path, objectOf(key, json.get(key))) : null;
  }

  /**
   * Returns the transformers class that the weights were saved from, or null if the file does not
   * say.
   */
  public @Nullable String architecture() {
    JsonArray names =
        has("architectures")
            ? arrayOf("architectures", json.get("architectures"))
            : new JsonArray();
    return names.isEmpty() ? null : StrictJson.toText("architectures", names.get(0));
  }

  /** Returns a copy of the whole file's JSON, for callers that change a few keys. */
  public JsonObject toJson() {
    return json.deepCopy();
  }

  private List<String> labelNames() {
    JsonObject names = objectOf("id2label", json.get("id2label"));
    List<String> ordered = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      JsonElement name = names.get(Integer.toString(i));
      if (name == null) {
        List<String> keys = names.entrySet().stream().map(Map.Entry::getKey).toList();
        throw new CorruptDataException(
            path + ": the keys of id2label must be 0, 1, 2, …, not " + keys);
      }
      ordered.add(StrictJson.toText("id2label", name));
    }
    return ordered;
  }

  private static JsonObject objectOf(String key, JsonElement value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw new JsonParseException(key + " must be a JSON object");
  }

  private static JsonArray arrayOf(String key, JsonElement value) {
    if (value instanceof JsonArray array) {
      return array;
    }
    throw new JsonParseException(key + " must be a JSON array");
  }

  private static int requireCount(int labels) {
    if (labels < 1 || labels > MAX_LABELS) {
      throw new IllegalArgumentException("num_labels must be at least 1, not " + labels);
    }
    return labels;
  }

  private void requireHas(String key) {
    if (!has(key)) {
      throw new CorruptDataException(path + ": the key " + key + " is missing");
    }
  }

  private boolean has(String key) {
    return json.has(key) && !json.get(key).isJsonNull();
  }
}
