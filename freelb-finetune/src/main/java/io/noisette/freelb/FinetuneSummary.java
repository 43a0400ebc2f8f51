package io.noisette.freelb;

import com.google.gson.Gson;
import io.noisette.evaluation.metric.Spread;
import io.noisette.failure.CorruptDataException;
import io.noisette.run.SummaryFile;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Result of fine-tuning with several seeds: the best dev metric of each, with mean and standard
 * deviation, as in {@code summary.json}.
 *
 * @param metric name, such as {@code cola.mcc}
 * @param n number of seeds that have finished
 * @param mean of the values; null if there are none
 * @param sd standard deviation of the values, over n - 1; null for fewer than two
 * @param seeds random seeds, in the order of the values
 * @param values best metric of each seed on the dev split
 */
public record FinetuneSummary(
    String metric,
    int n,
    @Nullable Double mean,
    @Nullable Double sd,
    List<Long> seeds,
    List<Double> values) {

  private static final Gson GSON = new Gson();

  public FinetuneSummary {
    Objects.requireNonNull(metric, "metric");
    seeds = List.copyOf(seeds);
    values = List.copyOf(values);
    if (values.size() != n || seeds.size() != n) {
      throw new IllegalArgumentException(
          "n is " + n + " for " + seeds.size() + " seeds and " + values.size() + " values");
    }
  }

  static FinetuneSummary of(String metric, Map<Long, Double> bySeed) {
    List<Long> seeds = new ArrayList<>(bySeed.keySet());
    List<Double> values = new ArrayList<>(bySeed.values());
    Spread spread = Spread.of(values);
    return new FinetuneSummary(metric, values.size(), spread.mean(), spread.sd(), seeds, values);
  }

  /**
   * Reads {@code summary.json} in an output directory.
   *
   * @throws CorruptDataException if the file is not a valid summary
   */
  public static FinetuneSummary read(Path directory) throws IOException {
    Path path = directory.resolve(SummaryFile.NAME);
    try {
      FinetuneSummary summary =
          StrictJson.read(GSON, WholeFile.readText(path), FinetuneSummary.class);
      if (summary != null) {
        return summary;
      }
    } catch (RuntimeException | CharacterCodingException e) {
      // Gson wraps what the compact constructor throws if a component is missing.
      throw new CorruptDataException(
          path
              + " is not a valid summary of a fine-tuning run; delete it and run freelb-finetune"
              + " again",
          e);
    }
    throw new CorruptDataException(
        path
            + " is empty, not a summary of a fine-tuning run; delete it and run freelb-finetune"
            + " again");
  }

  /** Returns one line such as {@code cola.mcc: 0.5123 ± 0.0101 over 3 seeds}. */
  String describe() {
    if (mean == null) {
      return metric + ": no seed has finished";
    }
    String spread = sd == null ? "" : String.format(Locale.ROOT, " ± %.4f", sd);
    String seeds = n == 1 ? "seed" : "seeds";
    return String.format(Locale.ROOT, "%s: %.4f%s over %d %s", metric, mean, spread, n, seeds);
  }

  void write(Path directory) throws IOException {
    SummaryFile.write(directory, this);
  }
}
