package io.noisette.evaluation.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * BLEU of a corpus or sentence with its parts.
 *
 * @param score BLEU, 0 to 100
 * @param precisions per order, in percent, smoothed
 * @param brevityPenalty 1 if the predictions are as long as the references
 * @param matches number of n-grams that match, per order
 * @param totals number of n-grams of the predictions, per order
 * @param length number of tokens of the predictions
 * @param referenceLength number of tokens of the nearest references
 */
public record BleuScore(
    double score,
    List<Double> precisions,
    double brevityPenalty,
    List<Long> matches,
    List<Long> totals,
    long length,
    long referenceLength) {

  public BleuScore {
    precisions = List.copyOf(precisions);
    matches = List.copyOf(matches);
    totals = List.copyOf(totals);
  }

  /** Computes BLEU from the sums of what {@link Bleu#measure} returns. */
  static BleuScore of(BleuOptions options, double[] sums) {
    int orders = options.maxOrder();
    List<Long> matches = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    for (int n = 1; n <= orders; n++) {
      matches.add((long) sums[1 + n]);
      totals.add((long) sums[1 + orders + n]);
    }
    List<Double> precisions =
        matches.stream().allMatch(count -> count == 0)
            ? List.of()
            : getPrecisions(options, matches, totals);
    double penalty = getPenalty(sums[0], sums[1]);
    int averaged = options.effectiveOrder() ? precisions.size() : orders;
    List<Double> all = new ArrayList<>(precisions);
    all.addAll(Collections.nCopies(orders - precisions.size(), 0.0));
    double score = precisions.isEmpty() ? 0 : penalty * getGeometricMean(all.subList(0, averaged));
    return new BleuScore(score, all, penalty, matches, totals, (long) sums[0], (long) sums[1]);
  }

  /** Returns the line that sacreBLEU prints. */
  public String describe() {
    String parts =
        precisions.stream().map(value -> round(value, 1)).collect(Collectors.joining("/"));
    double ratio = referenceLength == 0 ? 0 : (double) length / referenceLength;
    return String.format(
        "BLEU = %s %s (BP = %s ratio = %s hyp_len = %s ref_len = %s)",
        round(score, 2), parts, round(brevityPenalty, 3), round(ratio, 3), length, referenceLength);
  }

  /** Rounds as C does: the exact binary value, ties to even. */
  static String round(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Precisions in percent of the orders up to the first one that has no n-gram. */
  private static List<Double> getPrecisions(
      BleuOptions options, List<Long> matches, List<Long> totals) {
    List<Double> precisions = new ArrayList<>();
    double half = 1;
    for (int i = 0; i < matches.size(); i++) {
      boolean adds = options.smoothing() == BleuSmoothing.ADD_K && i > 0;
      double added = adds ? options.smoothingValue() : 0;
      double match = matches.get(i) + added;
      double total = totals.get(i) + added;
      if (total == 0) {
        break;
      }
      if (match == 0 && options.smoothing() == BleuSmoothing.EXP) {
        half *= 2;
        precisions.add(100 / (half * total));
      } else if (match == 0 && options.smoothing() == BleuSmoothing.FLOOR) {
        precisions.add(100 * options.smoothingValue() / total);
      } else {
        precisions.add(100 * match / total);
      }
    }
    return precisions;
  }

  private static double getPenalty(double length, double referenceLength) {
    if (length >= referenceLength) {
      return 1;
    }
    return length > 0 ? Math.exp(1 - referenceLength / length) : 0;
  }

  private static double getGeometricMean(List<Double> values) {
    double logs = 0;
    for (double value : values) {
      logs += Math.log(value); // of 0, minus infinity
    }
    return Math.exp(logs / values.size());
  }
}
