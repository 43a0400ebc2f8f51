package io.noisette.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import io.noisette.failure.UsageException;
import io.noisette.text.InvalidUtf8Exception;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reader of the file of {@code --config}: YAML, or the {@code run.json} of an earlier run. */
public final class SettingsFile {

  private static final long MAX_BYTES = 1 << 20;

  private SettingsFile() {}

  /**
   * Reads keys and values in file order, without checking that the keys are known and the values
   * valid.
   *
   * @throws UsageException if the file cannot be read as settings
   */
  public static Map<String, GivenValue> read(Path file) throws IOException {
    String text = readText(file);
    return isRecord(file) ? readRun(file, text) : new YamlMapping(file.toString()).read(text);
  }

  /** Returns true if a settings file is the {@code run.json} of a run, not written by a user. */
  public static boolean isRecord(Path file) {
    return file.toString().endsWith(".json");
  }

  /**
   * Reads the settings in a class-path resource in the package of {@code owner}, such as a built-in
   * preset.
   */
  public static Map<String, GivenValue> readResource(Class<?> owner, String name) {
    return new YamlMapping(name).read(readResourceText(owner, name));
  }

  static String readText(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UsageException(file + " is a directory, not a settings file");
    }
    if (Files.size(file) > MAX_BYTES) {
      throw new UsageException(file + " is larger than 1 MiB, so it is not a settings file");
    }
    try {
      return WholeFile.readText(file);
    } catch (InvalidUtf8Exception e) {
      throw new UsageException(file + ": " + e.getMessage(), e);
    }
  }

  static String readResourceText(Class<?> owner, String name) {
    try (InputStream stream = owner.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(
            "the resource "
                + name
                + " of class "
                + owner.getName()
                + " is missing from the class path: build or install Noisette again");
      }
      return new String(stream.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks that the record of a run, if the file is one, is of a subcommand.
   *
   * @throws UsageException if it is of another one
   */
  public static void requireRunOf(String verb, Path file) throws IOException {
    if (isRecord(file)
        && StrictJson.parse(readText(file)) instanceof JsonObject run
        && run.get("verb") instanceof JsonPrimitive recorded
        && !recorded.getAsString().equals(verb)) {
      throw new UsageException(
          file + " is of a run of " + recorded.getAsString() + ", not of " + verb);
    }
  }

  private static Map<String, GivenValue> readRun(Path file, String text) {
    JsonElement settings = null;
    try {
      if (StrictJson.parse(text) instanceof JsonObject run) {
        settings = run.get("settings");
      }
    } catch (JsonParseException e) {
      throw new UsageException(file + " is not JSON: " + JsonFault.describe(e), e);
    }
    if (!(settings instanceof JsonObject object)) {
      throw new UsageException(file + " has no object named settings, as a run.json has");
    }
    Map<String, GivenValue> values = new LinkedHashMap<>();
    for (String name : object.keySet()) {
      String subject = file + ": " + name;
      JsonElement value = object.get(name);
      values.put(
          name, new GivenValue(subject, value.isJsonNull() ? null : textsOf(subject, value)));
    }
    return values;
  }

  private static List<String> textsOf(String subject, JsonElement value) {
    List<String> texts = new ArrayList<>();
    Iterable<JsonElement> elements = value instanceof JsonArray array ? array : List.of(value);
    for (JsonElement element : elements) {
      if (!element.isJsonPrimitive()) {
        throw new UsageException(subject + " must be one value or a list of values");
      }
      texts.add(element.getAsString());
    }
    return texts;
  }
}
