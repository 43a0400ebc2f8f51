package io.noisette.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Directory with reference values computed by published code: {@code cases.safetensors}, whose
 * tensors are named {@code CASE/input/…}, {@code CASE/expected/…} and {@code CASE/grad/…}, and a
 * model if the cases need one.
 */
public final class GoldenFile implements AutoCloseable {

  private static final String CASES_FILE = "cases.safetensors";

  private final Path directory;
  private final SafetensorsFile tensors;
  private final String kind;
  private @Nullable Map<String, GoldenCase> cases; // read when the kind is known to be supported

  private GoldenFile(Path directory, SafetensorsFile tensors) {
    this.directory = directory;
    this.tensors = tensors;
    this.kind = metadata("kind");
  }

  /**
   * Opens {@code cases.safetensors} of a directory.
   *
   * @throws UsageException if the directory has no such file
   * @throws CorruptDataException if the file is damaged or does not say its kind
   */
  public static GoldenFile open(Path directory) throws IOException {
    Path path = directory.resolve(CASES_FILE);
    if (!Files.isRegularFile(path)) {
      throw new UsageException(
          directory + " does not contain " + CASES_FILE + ", so it has no reference values");
    }
    SafetensorsFile tensors = SafetensorsFile.open(path);
    try {
      return new GoldenFile(directory, tensors);
    } catch (RuntimeException e) {
      tensors.close();
      throw e;
    }
  }

  /** Returns the directory. */
  public Path getDirectory() {
    return directory;
  }

  /**
   * Returns the kind of the cases, such as {@code bart-generation}, which selects the {@link
   * ParityKind}.
   */
  public String getKind() {
    return kind;
  }

  /**
   * Returns all cases by name, including cases that only hold inputs shared by others.
   *
   * @throws CorruptDataException if a tensor's name or the options are invalid
   */
  public Map<String, GoldenCase> getCases() {
    if (cases == null) {
      cases = readCases();
    }
    return cases;
  }

  @Override
  public void close() throws IOException {
    tensors.close();
  }

  SafetensorsFile getTensors() {
    return tensors;
  }

  private Map<String, GoldenCase> readCases() {
    JsonObject options = readOptions();
    Map<String, List<String>> names = new TreeMap<>();
    options.keySet().forEach(name -> names.put(name, new ArrayList<>()));
    for (String tensor : tensors.getNames()) {
      int slash = Math.max(0, tensor.indexOf('/'));
      String rest = tensor.substring(Math.min(slash + 1, tensor.length()));
      GoldenCase.checkSection(this, tensor, rest);
      names.computeIfAbsent(tensor.substring(0, slash), name -> new ArrayList<>()).add(rest);
    }
    Map<String, GoldenCase> byName = new LinkedHashMap<>();
    names.forEach((name, own) -> byName.put(name, createCase(name, options.get(name), own)));
    return byName;
  }

  private GoldenCase createCase(String name, @Nullable JsonElement options, List<String> own) {
    String where = tensors.getPath() + ": case " + name;
    if (options != null && !options.isJsonObject()) {
      throw new CorruptDataException(where + ": the options must be a JSON object, not " + options);
    }
    JsonObject object = options == null ? new JsonObject() : options.getAsJsonObject();
    return new GoldenCase(this, name, new CaseOptions(where, object), own);
  }

  private JsonObject readOptions() {
    try {
      JsonElement json = StrictJson.parse(metadata("cases"));
      if (json.isJsonObject()) {
        return json.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw new CorruptDataException(
          tensors.getPath()
              + ": the metadata value \"cases\" is not valid JSON: "
              + JsonFault.describe(e),
          e);
    }
    throw new CorruptDataException(
        tensors.getPath() + ": the metadata value \"cases\" is not a JSON object");
  }

  private String metadata(String key) {
    String value = tensors.getMetadata().get(key);
    if (value == null) {
      throw new CorruptDataException(
          tensors.getPath() + ": the metadata value \"" + key + "\" is missing");
    }
    return value;
  }
}
