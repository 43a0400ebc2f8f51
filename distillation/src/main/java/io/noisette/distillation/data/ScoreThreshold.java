package io.noisette.distillation.data;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Selection of generated labels by their score (docs/papers.md 6.1). The threshold follows from how
 * many are to be kept, so that it means the same for a calibrated and an overconfident model.
 */
public final class ScoreThreshold {

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private ScoreThreshold() {}

  /**
   * Returns the number of instances to keep, rounded half up. The product is exact: in floating
   * point it can be rounded up to a half, such as that of 0.35 (which is stored as slightly less)
   * and 10.
   *
   * @param mean number of instances per text, or the share of the texts
   * @param texts number of texts
   */
  public static int countKept(double mean, int texts) {
    return new BigDecimal(mean)
        .multiply(BigDecimal.valueOf(texts))
        .add(HALF)
        .setScale(0, RoundingMode.FLOOR)
        .intValue();
  }

  /**
   * Returns the least score to keep, so that {@code count} are kept; equal scores are kept
   * together, so there may be more.
   *
   * @return null if none is kept
   */
  public static @Nullable Double find(List<Double> scores, int count) {
    if (count <= 0 || scores.isEmpty()) {
      return null;
    }
    List<Double> sorted = scores.stream().sorted(Comparator.reverseOrder()).toList();
    return sorted.get(Math.min(count, sorted.size()) - 1);
  }

  /**
   * Shares a number out among classes in proportion to their counts: whole parts first, then the
   * largest remainders, the lower class first where they are equal.
   */
  public static List<Integer> findQuotas(List<Integer> classCounts, int total) {
    long all = classCounts.stream().mapToLong(count -> count).sum();
    List<Integer> quotas = new ArrayList<>();
    List<Long> remainders = new ArrayList<>();
    for (int count : classCounts) {
      quotas.add(Math.toIntExact((long) total * count / all));
      remainders.add((long) total * count % all);
    }
    int left = total - quotas.stream().mapToInt(quota -> quota).sum();
    IntStream.range(0, quotas.size())
        .boxed()
        .sorted(Comparator.comparing((Integer label) -> remainders.get(label)).reversed())
        .limit(left)
        .forEach(label -> quotas.set(label, quotas.get(label) + 1));
    return List.copyOf(quotas);
  }
}
