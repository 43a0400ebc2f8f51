package io.noisette.classify;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text or a pair of texts to classify.
 *
 * @param text the text, or the first of two
 * @param second the second of two texts, or null
 */
public record ClassifierInput(String text, @Nullable String second) {

  public ClassifierInput {
    Objects.requireNonNull(text, "a text to classify must not be null");
  }

  /** Returns the input for a single text. */
  public static ClassifierInput of(String text) {
    return new ClassifierInput(text, null);
  }

  /** Returns the input for a pair of texts. */
  public static ClassifierInput of(String text, String second) {
    return new ClassifierInput(
        text, Objects.requireNonNull(second, "the second text must not be null"));
  }
}
