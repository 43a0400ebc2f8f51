package io.noisette.run;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.noisette.digest.Sha256;
import io.noisette.failure.CorruptDataException;
import io.noisette.text.InvalidUtf8Exception;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Contents of {@code manifest.json} of a checkpoint: size and SHA-256 of every other file. It is
 * written last, so a directory that has it was finished, and a file that does not match it was
 * damaged later.
 */
record Manifest(SortedMap<String, Entry> files) {

  static final String FILE_NAME = "manifest.json";

  private static final long MAX_BYTES = 1 << 20;
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  /** Expected size and digest of a file. */
  record Entry(long bytes, String sha256) {}

  /** Writes the manifest of all files that are currently in a directory. */
  static void write(Path directory) throws IOException {
    SortedMap<String, Entry> files = new TreeMap<>();
    List<Path> paths;
    try (Stream<Path> entries = Files.list(directory)) {
      paths = entries.filter(Files::isRegularFile).toList();
    }
    for (Path path : paths) {
      files.put(path.getFileName().toString(), new Entry(Files.size(path), Sha256.of(path)));
    }
    String json = GSON.toJson(new Manifest(files)) + "\n";
    DurableFiles.replace(directory.resolve(FILE_NAME), json.getBytes(StandardCharsets.UTF_8));
  }

  static boolean isIn(Path directory) {
    return Files.isRegularFile(directory.resolve(FILE_NAME));
  }

  /** Reads a manifest and checks that all its files exist with the recorded sizes. */
  static Manifest read(Path directory) throws IOException {
    Path path = directory.resolve(FILE_NAME);
    if (!Files.isRegularFile(path)) {
      throw new CorruptDataException(
          directory + " has no " + FILE_NAME + ", so it is not a complete checkpoint");
    }
    Manifest manifest = parse(path);
    for (Map.Entry<String, @Nullable Entry> file : manifest.files.entrySet()) {
      Entry entry = file.getValue();
      if (entry == null || entry.sha256 == null || !isPlainName(file.getKey())) {
        throw new CorruptDataException(
            path
                + ": the entry of the file "
                + file.getKey()
                + " is invalid; it must have bytes and sha256");
      }
      Path described = directory.resolve(file.getKey());
      if (!Files.isRegularFile(described)) {
        throw new CorruptDataException(
            described + " is missing, but listed in the checkpoint's " + FILE_NAME);
      }
      if (Files.size(described) != entry.bytes) {
        throw new CorruptDataException(
            String.format(
                Locale.ROOT,
                "%s has %d bytes, but the checkpoint's manifest.json records %d",
                described,
                Files.size(described),
                entry.bytes));
      }
    }
    manifest.requireAll(directory);
    return manifest;
  }

  /** Checks that no file that a model or a run is read from lacks an entry, and so a digest. */
  private void requireAll(Path directory) throws IOException {
    List<String> names;
    try (Stream<Path> entries = Files.list(directory)) {
      names = entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
    for (String name : names) {
      boolean isRead = name.endsWith(".json") || name.endsWith(".safetensors");
      if (isRead && !name.equals(FILE_NAME) && !files.containsKey(name)) {
        throw new CorruptDataException(
            "%s is not listed in %s; if you added it on purpose, delete the manifest"
                .formatted(directory.resolve(name), FILE_NAME));
      }
    }
  }

  /** Reads the chosen files completely and compares their digests. */
  void verify(Path directory, Predicate<String> chosen) throws IOException {
    for (Map.Entry<String, Entry> file : files.entrySet()) {
      Path path = directory.resolve(file.getKey());
      if (chosen.test(file.getKey()) && !Sha256.of(path).equals(file.getValue().sha256)) {
        throw new CorruptDataException(
            path + " has changed: its SHA-256 is not the one in the checkpoint's " + FILE_NAME);
      }
    }
  }

  private static Manifest parse(Path path) throws IOException {
    try {
      if (Files.size(path) <= MAX_BYTES) {
        Manifest manifest = StrictJson.read(GSON, WholeFile.readText(path), Manifest.class);
        if (manifest != null && manifest.files != null && !manifest.files.isEmpty()) {
          return manifest;
        }
      }
    } catch (JsonParseException | InvalidUtf8Exception e) {
      throw new CorruptDataException(
          path + " is not a valid list of a checkpoint's files: " + JsonFault.describe(e), e);
    }
    throw new CorruptDataException(
        path + " is not a list of a checkpoint's files: expected a JSON object with the key files");
  }

  /** Returns true if a name stays inside the directory and is valid on all platforms. */
  private static boolean isPlainName(String name) {
    return name.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  }
}
