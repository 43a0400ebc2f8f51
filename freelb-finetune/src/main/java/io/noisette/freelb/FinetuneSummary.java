package io.noisette.freelb;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.noisette.failure.CorruptDataException;
import io.noisette.run.DurableFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The best dev figure of each seed, and what they come to; {@code summary.json} holds it.
 *
 * @param metric such as {@code cola.mcc}
 * @param n seeds that are complete
 * @param mean of their values; null before there is one
 * @param sd their standard deviation, over n - 1; null of fewer than two
 * @param seeds in the order of the values
 * @param values best figures on the dev split
 */
public record FinetuneSummary(
    String metric,
    int n,
    @Nullable Double mean,
    @Nullable Double sd,
    List<Long> seeds,
    List<Double> values) {

  /** The file's name in the output directory. */
  public static final String FILE_NAME = "summary.json";

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().serializeNulls().create();

  public FinetuneSummary {
    seeds = List.copyOf(seeds);
    values = List.copyOf(values);
  }

  static FinetuneSummary of(String metric, Map<Long, Double> bySeed) {
    List<Long> seeds = new ArrayList<>(bySeed.keySet());
    List<Double> values = new ArrayList<>(bySeed.values());
    int n = values.size();
    double mean = values.stream().mapToDouble(value -> value).sum() / n;
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return new FinetuneSummary(
        metric,
        n,
        n == 0 ? null : mean,
        n < 2 ? null : Math.sqrt(squares / (n - 1)),
        seeds,
        values);
  }

  /**
   * Reads the file of an output directory.
   *
   * @throws CorruptDataException if it is not one
   */
  public static FinetuneSummary read(Path directory) throws IOException {
    Path path = directory.resolve(FILE_NAME);
    try {
      FinetuneSummary summary = GSON.fromJson(Files.readString(path), FinetuneSummary.class);
      if (summary != null) {
        return summary;
      }
    } catch (RuntimeException | CharacterCodingException e) {
      // Gson wraps what the compact constructor throws when a component is absent.
      throw new CorruptDataException(path + " is not the summary of fine-tuning", e);
    }
    throw new CorruptDataException(path + " is empty");
  }

  /** Such as {@code cola.mcc: 0.5123 ± 0.0101 over 3 seeds}. */
  String describe() {
    if (mean == null) {
      return metric + ": no seed is complete";
    }
    String spread = sd == null ? "" : String.format(Locale.ROOT, " ± %.4f", sd);
    String seeds = n == 1 ? "seed" : "seeds";
    return String.format(Locale.ROOT, "%s: %.4f%s over %d %s", metric, mean, spread, n, seeds);
  }

  void write(Path directory) throws IOException {
    byte[] json = (GSON.toJson(this) + "\n").getBytes(StandardCharsets.UTF_8);
    DurableFiles.replace(directory.resolve(FILE_NAME), json);
  }
}
