package io.noisette.bart;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Documents before and after noise, in the shape of {@code noise-preview --format json}. */
record NoisePreview(String noise, List<Noised> documents, Means statistics) {

  /** One document as lists of tokens. */
  record Noised(List<String> original, List<String> noised, NoiseStatistics statistics) {}

  /** {@link NoiseStatistics}, averaged over documents. */
  record Means(double tokens, double hidden, double lengthRatio, double masks, double spans) {

    static Means of(List<NoiseStatistics> documents) {
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

  static NoisePreview of(String noise, List<Noised> documents) {
    Means means = Means.of(documents.stream().map(Noised::statistics).toList());
    return new NoisePreview(noise, List.copyOf(documents), means);
  }
}
