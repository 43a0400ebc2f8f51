package io.noisette.noise;

import java.util.List;

/** Documents before and after noise, in the shape of {@code noise-preview --format json}. */
record NoisePreview(String noise, List<Noised> documents, NoiseStatistics.Means statistics) {

  /** One document as lists of tokens. */
  record Noised(List<String> original, List<String> noised, NoiseStatistics statistics) {}

  static NoisePreview of(String noise, List<Noised> documents) {
    NoiseStatistics.Means means =
        NoiseStatistics.Means.of(documents.stream().map(Noised::statistics).toList());
    return new NoisePreview(noise, List.copyOf(documents), means);
  }
}
