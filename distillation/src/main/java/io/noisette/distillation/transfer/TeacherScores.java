package io.noisette.distillation.transfer;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logits of one teacher for the texts that students learn from and for the dev files, as stored.
 */
public final class TeacherScores {

  private static final String TRANSFER = "transfer";

  private final StoredScores stored;

  /**
   * Creates the logits of a teacher.
   *
   * @param origin digests of texts, tokenizer and model, and the settings of tokenization, by name
   * @param transfer logits of the texts that students learn from, (texts, labels) row by row
   * @param dev logits of each dev file
   */
  public TeacherScores(Map<String, String> origin, float[] transfer, List<float[]> dev) {
    Map<String, float[]> logits = new LinkedHashMap<>();
    logits.put(TRANSFER, transfer);
    dev.forEach(file -> logits.put(nameOfDev(logits.size()), file));
    stored = new StoredScores(origin, logits);
  }

  private TeacherScores(StoredScores stored) {
    this.stored = stored;
  }

  /** Returns the logits of the texts that students learn from, (texts, labels) row by row. */
  public float[] getTransfer() {
    return stored.of(TRANSFER);
  }

  /** Returns the logits of each dev file. */
  public List<float[]> getDev() {
    return stored.logits().keySet().stream().skip(1).map(stored::of).toList();
  }

  /** Writes the logits and their origin into a file. */
  public void write(Path file, int labels) throws IOException {
    stored.write(file, labels);
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
    Map<String, Integer> sets = new LinkedHashMap<>();
    sets.put(TRANSFER, rows.get(0));
    rows.stream().skip(1).forEach(count -> sets.put(nameOfDev(sets.size()), count));
    StoredScores stored = StoredScores.read(file, origin, sets, labels);
    return stored == null ? null : new TeacherScores(stored);
  }

  private static String nameOfDev(int number) {
    return "dev-" + number;
  }
}
