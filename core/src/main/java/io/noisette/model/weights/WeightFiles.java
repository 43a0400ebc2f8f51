package io.noisette.model.weights;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.text.Excerpt;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Weight files of a model directory: one safetensors file, or the shards that an index lists. */
public final class WeightFiles implements AutoCloseable {

  /** Name of the file with unsharded weights. */
  public static final String SINGLE = "model.safetensors";

  private static final String INDEX = "model.safetensors.index.json";
  private static final int MAX_LETTERS = 200; // of a name in a message

  private final Path path;
  private final List<SafetensorsFile> files = new ArrayList<>();

  private WeightFiles(Path path) {
    this.path = path;
  }

  /**
   * Opens the weights of a directory.
   *
   * @throws UsageException if it has no safetensors file
   * @throws CorruptDataException if a file is damaged or a shard is missing
   */
  static WeightFiles open(Path directory) throws IOException {
    Path single = directory.resolve(SINGLE);
    Path index = directory.resolve(INDEX);
    if (Files.notExists(single) && Files.notExists(index)) {
      throw new UsageException(
          directory
              + " has no "
              + SINGLE
              + "; only weights in safetensors format can be read: load and save the model with"
              + " transformers");
    }
    WeightFiles weights = new WeightFiles(Files.exists(single) ? single : index);
    try {
      for (Path file : find(directory)) {
        weights.files.add(SafetensorsFile.open(file));
      }
      if (Files.notExists(single)) {
        weights.requireMapped(readMap(index));
      }
      return weights;
    } catch (IOException | RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** Returns the paths of a directory's weight files, sorted by name; empty if it has none. */
  public static List<Path> find(Path directory) throws IOException {
    Path single = directory.resolve(SINGLE);
    Path index = directory.resolve(INDEX);
    if (Files.exists(single)) {
      return List.of(single);
    }
    return Files.exists(index) ? shards(index) : List.of();
  }

  /** Returns the path for messages: the single file, or the index of the shards. */
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

  /**
   * Checks that each tensor of the shards is in the file that the index names, and nowhere else.
   * The index may list tensors that no shard has: converters leave out tied copies.
   */
  private void requireMapped(Map<String, String> map) {
    Map<String, String> places = new HashMap<>();
    for (SafetensorsFile file : files) {
      String shard = file.getPath().getFileName().toString();
      for (String tensor : file.getNames()) {
        String other = places.put(tensor, shard);
        if (other != null) {
          throw new CorruptDataException(
              "%s: the tensor %s is in two files, %s and %s; copy the model again"
                  .formatted(path, tensor, other, shard));
        }
      }
    }
    map.forEach(
        (tensor, shard) -> {
          if (!shard.equals(places.getOrDefault(tensor, shard))) {
            throw new CorruptDataException(
                "%s lists the tensor %s in %s, where it is not; copy the model again"
                    .formatted(path, tensor, shard));
          }
        });
  }

  private static List<Path> shards(Path index) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (String name : new TreeSet<>(readMap(index).values())) {
      boolean isName = name.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0);
      if (!isName || !Files.isRegularFile(index.resolveSibling(name))) {
        throw new CorruptDataException(
            index
                + " lists the shard "
                + Excerpt.of(name, MAX_LETTERS)
                + ", which is missing from its directory; copy the model again");
      }
      paths.add(index.resolveSibling(name));
    }
    return paths;
  }

  /** Reads the name of the file of each tensor. */
  private static Map<String, String> readMap(Path index) throws IOException {
    Map<String, String> map = new TreeMap<>();
    try {
      JsonObject root = StrictJson.parse(WholeFile.readText(index)).getAsJsonObject();
      root.getAsJsonObject("weight_map")
          .asMap()
          .forEach((tensor, name) -> map.put(tensor, name.getAsString()));
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | NullPointerException
        | UnsupportedOperationException e) { // what Gson throws if the structure is a different one
      throw new CorruptDataException(
          index
              + " is not a valid index of weight files: weight_map must map tensor names to file"
              + " names",
          e);
    }
    return map;
  }
}
