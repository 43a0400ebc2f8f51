package io.noisette.distillation.transfer;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.run.OutputPlace;
import io.noisette.safetensors.SafetensorsFile;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Logits of one teacher, in the order of the task's labels, as stored with what they depend on. */
public final class TeacherScores {

  private static final String TRANSFER = "transfer";

  private final Map<String, String> origin;
  private final float[] transfer; // (texts, labels)
  private final List<float[]> dev;

  /**
   * Creates the logits of a teacher.
   *
   * @param origin digests of texts, tokenizer and model, and the settings of tokenization, by name
   * @param transfer logits of the texts that students learn from, (texts, labels) row by row
   * @param dev logits of each dev file
   */
  public TeacherScores(Map<String, String> origin, float[] transfer, List<float[]> dev) {
    this.origin = new TreeMap<>(origin);
    this.transfer = transfer.clone();
    this.dev = List.copyOf(dev);
  }

  /** Returns the logits of the texts that students learn from, (texts, labels) row by row. */
  public float[] getTransfer() {
    return transfer.clone();
  }

  /** Returns the logits of each dev file. */
  public List<float[]> getDev() {
    return dev;
  }

  /** Writes the logits and their origin into a file. */
  public void write(Path file, int labels) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter();
    origin.forEach(writer::metadata);
    writer.floats(TRANSFER, shape(transfer, labels), () -> transfer);
    for (int i = 0; i < dev.size(); i++) {
      float[] logits = dev.get(i);
      writer.floats(nameOfDev(i), shape(logits, labels), () -> logits);
    }
    OutputPlace.createDirectories(Objects.requireNonNull(file.getParent()));
    writer.write(file);
  }

  /**
   * Reads stored logits; null if there is no such file.
   *
   * @param origin what they must depend on
   * @param rows number of texts to learn from, then of each dev file
   * @throws UsageException if they depend on something else
   * @throws CorruptDataException if the file is damaged
   */
  public static @Nullable TeacherScores read(
      Path file, Map<String, String> origin, List<Integer> rows, int labels) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try (SafetensorsFile stored = SafetensorsFile.open(file)) {
      requireOrigin(file, stored.getMetadata(), origin);
      float[] transfer = readRows(stored, TRANSFER, rows.get(0), labels);
      List<float[]> dev =
          Stream.iterate(0, i -> i + 1)
              .limit(rows.size() - 1)
              .map(i -> readRows(stored, nameOfDev(i), rows.get(i + 1), labels))
              .toList();
      return new TeacherScores(origin, transfer, dev);
    }
  }

  private static void requireOrigin(
      Path file, Map<String, String> stored, Map<String, String> origin) {
    for (Map.Entry<String, String> entry : origin.entrySet()) {
      if (!entry.getValue().equals(stored.get(entry.getKey()))) {
        throw new UsageException(
            String.format(
                Locale.ROOT,
                "%s holds scores for another input: %s was %s, is %s; give another --output, or"
                    + " delete the directory of the scores",
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
    return tensor.toFloats();
  }

  private static String nameOfDev(int file) {
    return "dev-" + (file + 1);
  }

  private static long[] shape(float[] logits, int labels) {
    return new long[] {logits.length / labels, labels};
  }
}
