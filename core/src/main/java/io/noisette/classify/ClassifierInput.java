package io.noisette.classify;

import org.jspecify.annotations.Nullable;

/**
 * A text, or a pair of texts, to be classified.
 *
 * @param second of two texts, or null
 */
public record ClassifierInput(String text, @Nullable String second) {

  public static ClassifierInput of(String text) {
    return new ClassifierInput(text, null);
  }

  public static ClassifierInput of(String text, String second) {
    return new ClassifierInput(text, second);
  }
}
