package io.noisette.noise;

import io.noisette.noising.spi.TokenizedDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Statistics of the noise in one document: fraction of corrupted tokens, length ratio, masks and
 * spans.
 *
 * @param tokens number of tokens before noise
 * @param hidden share of these tokens that are missing after noise, compared as multisets; a random
 *     token can replace a missing one with the same id
 * @param lengthRatio number of tokens after noise divided by that before
 * @param masks number of mask tokens after noise
 * @param spans number of runs of adjacent mask tokens, the gaps that the model sees
 */
public record NoiseStatistics(int tokens, double hidden, double lengthRatio, int masks, int spans) {

  /**
   * Compares a document with its corrupted form. Of one without tokens nothing is hidden, and its
   * length ratio is 1.
   *
   * @param maskId id of the mask token
   */
  public static NoiseStatistics of(
      TokenizedDocument original, TokenizedDocument noised, int maskId) {
    boolean isEmpty = original.getLength() == 0;
    double length = original.getLength();
    int masks = 0;
    int spans = 0;
    for (int i = 0; i < noised.getLength(); i++) {
      if (noised.getId(i) == maskId) {
        masks++;
        spans += i == 0 || noised.getId(i - 1) != maskId ? 1 : 0;
      }
    }
    return new NoiseStatistics(
        original.getLength(),
        isEmpty ? 0 : countGone(original, noised) / length,
        isEmpty ? 1 : noised.getLength() / length,
        masks,
        spans);
  }

  private static int countGone(TokenizedDocument original, TokenizedDocument noised) {
    Map<Integer, Integer> left = new HashMap<>();
    for (int id : noised.toIds()) {
      left.merge(id, 1, Integer::sum);
    }
    int gone = 0;
    for (int id : original.toIds()) {
      gone += left.merge(id, -1, Integer::sum) < 0 ? 1 : 0;
    }
    return gone;
  }

  /** Means of the statistics of several documents. */
  public record Means(
      double tokens, double hidden, double lengthRatio, double masks, double spans) {

    /** Averages the statistics of several documents. */
    public static Means of(List<NoiseStatistics> documents) {
      return new Means(
          mean(documents, NoiseStatistics::tokens),
          mean(documents, NoiseStatistics::hidden),
          mean(documents, NoiseStatistics::lengthRatio),
          mean(documents, NoiseStatistics::masks),
          mean(documents, NoiseStatistics::spans));
    }

    private static double mean(
        List<NoiseStatistics> documents, ToDoubleFunction<NoiseStatistics> value) {
      return documents.stream().mapToDouble(value).average().orElse(0);
    }
  }
}
