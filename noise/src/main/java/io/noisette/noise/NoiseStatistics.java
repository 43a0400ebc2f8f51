package io.noisette.noise;

import io.noisette.noising.spi.TokenizedDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What noise did to a document.
 *
 * @param tokens of the original
 * @param hidden share of the original's tokens that are gone, as multisets; random tokens may stand
 *     in for hidden ones of the same id
 * @param lengthRatio tokens of the noised document per token of the original
 * @param masks mask tokens in the noised document
 * @param spans runs of adjacent mask tokens in it: the holes that the model sees
 */
public record NoiseStatistics(int tokens, double hidden, double lengthRatio, int masks, int spans) {

  /** Compares a document, which must not be empty, with what became of it. */
  public static NoiseStatistics of(
      TokenizedDocument original, TokenizedDocument noised, int maskId) {
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
        countGone(original, noised) / length,
        noised.getLength() / length,
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

  /** The statistics of several documents, averaged. */
  public record Means(
      double tokens, double hidden, double lengthRatio, double masks, double spans) {

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
