package io.noisette.model.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The weights of a model directory: one safetensors file, or the shards that an index names. */
public final class WeightFiles implements AutoCloseable {

  public static final String SINGLE = "model.safetensors";

  private static final String INDEX = "model.safetensors.index.json";

  private final Path path;
  private final List<SafetensorsFile> files = new ArrayList<>();

  private WeightFiles(Path path) {
    this.path = path;
  }

  /**
   * Opens the weights of a directory.
   *
   * @throws UsageException if it has none in this format
   * @throws CorruptDataException if a file is damaged, or a shard is missing
   */
  static WeightFiles open(Path directory) throws IOException {
    Path single = directory.resolve(SINGLE);
    Path index = directory.resolve(INDEX);
    if (Files.notExists(single) && Files.notExists(index)) {
      throw new UsageException(
          directory + " has no " + SINGLE + "; other formats of weights are not read");
    }
    WeightFiles weights = new WeightFiles(Files.exists(single) ? single : index);
    try {
      for (Path file : find(directory)) {
        weights.files.add(SafetensorsFile.open(file));
      }
      return weights;
    } catch (IOException | RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** The files with weights of a directory, in the order of their names; none if it has none. */
  public static List<Path> find(Path directory) throws IOException {
    Path single = directory.resolve(SINGLE);
    Path index = directory.resolve(INDEX);
    if (Files.exists(single)) {
      return List.of(single);
    }
    return Files.exists(index) ? shards(index) : List.of();
  }

  /** The file that stands for all. */
  Path getPath() {
    return path;
  }

  List<SafetensorsTensor> getTensors() {
    List<SafetensorsTensor> tensors = new ArrayList<>();
    for (SafetensorsFile file : files) {
      file.getNames().forEach(name -> tensors.add(file.getTensor(name)));
    }
    return tensors;
  }

  @Override
  public void close() throws IOException {
    for (SafetensorsFile file : files) {
      file.close();
    }
  }

  private static List<Path> shards(Path index) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    try {
      JsonObject root = JsonParser.parseString(Files.readString(index)).getAsJsonObject();
      for (JsonElement name : root.getAsJsonObject("weight_map").asMap().values()) {
        names.add(name.getAsString());
      }
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NullPointerException
        | UnsupportedOperationException e) { // what Gson throws where the shape is another
      throw new CorruptDataException(index + " is not an index of weights", e);
    }
    List<Path> paths = new ArrayList<>();
    for (String name : names) {
      Path shard = index.resolveSibling(name);
      if (name.contains("/") || name.contains("\\") || !Files.isRegularFile(shard)) {
        throw new CorruptDataException(index + " names " + name + ", which is not beside it");
      }
      paths.add(shard);
    }
    return paths;
  }
}
