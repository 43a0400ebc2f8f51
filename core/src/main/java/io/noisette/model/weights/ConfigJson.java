package io.noisette.model.weights;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.model.Activation;
import io.noisette.model.Labels;
import io.noisette.model.ModelFamily;
import io.noisette.text.JsonFault;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code config.json} of a Hugging Face directory; keys that nobody asks for are passed over. */
public final class ConfigJson {

  public static final String NAME = "config.json";

  /** More labels than any classifier has: a guard before so many names are made. */
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
   * Reads a directory's file and makes something of it.
   *
   * @throws UsageException if there is no such file
   * @throws CorruptDataException if a value is missing, of another type or makes no sense
   */
  public static <T> T read(Path directory, Function<ConfigJson, T> reader) throws IOException {
    Path path = directory.resolve(NAME);
    if (Files.notExists(path)) {
      throw new UsageException(directory + " is not a model directory: it has no " + NAME);
    }
    try {
      JsonElement root = JsonParser.parseString(Files.readString(path));
      return reader.apply(new ConfigJson(path, root.getAsJsonObject()));
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | CharacterCodingException e) { // what Gson throws for values of another type, and ours
      throw new CorruptDataException(path + " is not valid: " + JsonFault.describe(e), e);
    }
  }

  public static void write(Path directory, String name, JsonObject json) throws IOException {
    Files.writeString(directory.resolve(name), GSON.toJson(json) + "\n");
  }

  public ModelFamily family() {
    String type = text("model_type", "");
    for (ModelFamily family : ModelFamily.values()) {
      if (family.getModelType().equals(type)) {
        return family;
      }
    }
    throw refuse("model_type", type, "known are " + String.join(", ", ModelFamily.modelTypes()));
  }

  /** Refuses a value that transformers knows and Noisette does not. */
  public UsageException refuse(String key, Object value, String remedy) {
    return new UsageException("%s has %s '%s'; %s".formatted(path, key, value, remedy));
  }

  public Activation activation(String key) {
    String name = text(key, Activation.GELU.getName());
    try {
      return Activation.named(name);
    } catch (IllegalArgumentException e) {
      throw new UsageException(path + ": " + key + ": " + e.getMessage(), e);
    }
  }

  /** What a classifier tells apart; as in transformers two numbered labels if nothing is said. */
  public Labels labels() {
    Labels byCount = Labels.numbered(requireCount(integer("num_labels", 2)));
    List<String> names = has("id2label") ? labelNames() : byCount.names();
    String problem = text("problem_type", names.size() == 1 ? "regression" : "");
    return switch (problem) {
      case "regression" -> new Labels(names, Labels.Problem.REGRESSION);
      case "", "single_label_classification" -> Labels.of(names);
      default ->
          throw refuse(
              "problem_type", problem, "known are single_label_classification and regression");
    };
  }

  /** Adds what {@link #labels} reads. */
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

  public int required(String key) {
    requireHas(key);
    return json.get(key).getAsInt();
  }

  public String requiredText(String key) {
    requireHas(key);
    return json.get(key).getAsString();
  }

  /** A list; empty if there is none. */
  public List<Integer> integers(String key) {
    List<Integer> numbers = new ArrayList<>();
    if (has(key)) {
      json.get(key).getAsJsonArray().forEach(number -> numbers.add(number.getAsInt()));
    }
    return numbers;
  }

  public int integer(String key, int byDefault) {
    return has(key) ? json.get(key).getAsInt() : byDefault;
  }

  public double number(String key, double byDefault) {
    return has(key) ? json.get(key).getAsDouble() : byDefault;
  }

  public boolean flag(String key, boolean byDefault) {
    return has(key) ? json.get(key).getAsBoolean() : byDefault;
  }

  public String text(String key, String byDefault) {
    return has(key) ? json.get(key).getAsString() : byDefault;
  }

  /** The class in transformers that the weights were written from, or null. */
  public @Nullable String architecture() {
    return has("architectures") && !json.getAsJsonArray("architectures").isEmpty()
        ? json.getAsJsonArray("architectures").get(0).getAsString()
        : null;
  }

  /** All of the file, for one that differs in a few keys. */
  public JsonObject toJson() {
    return json.deepCopy();
  }

  private List<String> labelNames() {
    JsonObject names = json.getAsJsonObject("id2label");
    List<String> ordered = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      JsonElement name = names.get(Integer.toString(i));
      if (name == null) {
        List<String> keys = names.entrySet().stream().map(Map.Entry::getKey).toList();
        throw new CorruptDataException(
            path + ": id2label must have the keys 0, 1, 2 and so on, not " + keys);
      }
      ordered.add(name.getAsString());
    }
    return ordered;
  }

  private static int requireCount(int labels) {
    if (labels < 1 || labels > MAX_LABELS) {
      throw new IllegalArgumentException("num_labels must be at least 1, not " + labels);
    }
    return labels;
  }

  private void requireHas(String key) {
    if (!has(key)) {
      throw new CorruptDataException(path + " lacks " + key);
    }
  }

  private boolean has(String key) {
    return json.has(key) && !json.get(key).isJsonNull();
  }
}
