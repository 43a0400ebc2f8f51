package io.noisette.distillation.transfer;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.run.DurableFiles;
import io.noisette.run.OutputPlace;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Logits of a classifier for sets of texts, in the order of the task's labels, as stored with what
 * they depend on.
 *
 * @param origin digests of texts, tokenizer and model, and other settings that the logits depend
 *     on, by name
 * @param logits of each set of texts by its name, (texts, labels) row by row
 */
public record StoredScores(Map<String, String> origin, Map<String, float[]> logits) {

  public StoredScores {
    origin = Collections.unmodifiableMap(new TreeMap<>(origin));
    logits = Collections.unmodifiableMap(new LinkedHashMap<>(logits));
  }

  /**
   * Returns the logits of a set of texts.
   *
   * @throws IllegalArgumentException if there is no such set
   */
  public float[] of(String set) {
    float[] found = logits.get(set);
    if (found == null) {
      throw new IllegalArgumentException("set must be one of " + logits.keySet() + ", not " + set);
    }
    return found.clone();
  }

  /** Writes the logits and their origin into a file, which appears when it is complete. */
  public void write(Path file, int labels) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    origin.forEach(writer::metadata);
    logits.forEach(
        (name, rows) -> writer.floats(name, new long[] {rows.length / labels, labels}, () -> rows));
    OutputPlace.createDirectories(Objects.requireNonNull(file.getParent()));
    DurableFiles.replaceBy(file, writer::write);
  }

  /**
   * Reads stored logits; null if there is no such file.
   *
   * @param origin what they must depend on
   * @param rows number of texts of each set, by its name
   * @throws UsageException if they depend on something else
   * @throws CorruptDataException if the file is damaged
   */
  public static @Nullable StoredScores read(
      Path file, Map<String, String> origin, Map<String, Integer> rows, int labels)
      throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try (SafetensorsFile stored = SafetensorsFile.open(file)) {
      requireOrigin(file, stored.getMetadata(), origin);
      Map<String, float[]> logits = new LinkedHashMap<>();
      rows.forEach((name, count) -> logits.put(name, readRows(stored, name, count, labels)));
      return new StoredScores(origin, logits);
    }
  }

  private static void requireOrigin(
      Path file, Map<String, String> stored, Map<String, String> origin) {
    for (Map.Entry<String, String> entry : origin.entrySet()) {
      if (!entry.getValue().equals(stored.get(entry.getKey()))) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "%s holds scores for another input: %s was %s, is %s; give another --output, and"
                    + " another --scores if one was given; or delete the file and the runs that"
                    + " learned from it",
                file,
                entry.getKey(),
                stored.getOrDefault(entry.getKey(), "none"),
                entry.getValue()));
      }
    }
    if (!stored.keySet().equals(origin.keySet())) {
      throw new UsageException(
          file + " holds scores for other inputs " + stored.keySet() + "; give another --output");
    }
  }

  private static float[] readRows(SafetensorsFile stored, String name, int rows, int labels) {
    SafetensorsTensor tensor = stored.getTensor(name);
    if (!Arrays.equals(tensor.getShape(), new long[] {rows, labels})) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: the tensor %s must have the shape [%d, %d], not %s",
              stored.getPath(),
              name,
              rows,
              labels,
              Arrays.toString(tensor.getShape())));
    }
    return tensor.toFiniteFloats();
  }
}
