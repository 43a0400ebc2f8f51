package io.noisette.noising.builtin;

import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.Vocabulary;
import java.util.random.RandomGenerator;

/**
 * Token that replaces text: the mask, or a random text token with probability {@code randomShare}.
 */
record Replacement(Vocabulary vocabulary, double randomShare) {

  static Replacement of(NoiseArguments arguments, Vocabulary vocabulary) {
    double random =
        arguments.getProbability(
            "random", 0, "probability of a random text token instead of the mask");
    return new Replacement(vocabulary, random);
  }

  int draw(RandomGenerator random) {
    return draw(isTextNext(random), random);
  }

  /** Decides between a random text token and the mask, once for all tokens of a span. */
  boolean isTextNext(RandomGenerator random) {
    return randomShare > 0 && random.nextDouble() < randomShare;
  }

  int draw(boolean isText, RandomGenerator random) {
    return isText ? vocabulary.drawTextId(random) : vocabulary.getMaskId();
  }

  boolean isWordStart(int id) {
    return vocabulary.isWordStart(id);
  }
}
