package io.noisette.noise;

import java.util.List;

/** Documents before and after noise, in the structure of {@code noise-preview --format json}. */
record NoisePreview(String noise, List<Noised> documents, NoiseStatistics.Means statistics) {

  /** One document before and after noise, as lists of tokens. */
  record Noised(List<String> original, List<String> noised, NoiseStatistics statistics) {}

  static NoisePreview of(String noise, List<Noised> documents) {
    NoiseStatistics.Means means =
        NoiseStatistics.Means.of(documents.stream().map(Noised::statistics).toList());
    return new NoisePreview(noise, List.copyOf(documents), means);
  }
}
