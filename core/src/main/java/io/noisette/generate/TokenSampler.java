package io.noisette.generate;

import io.noisette.failure.NonFiniteException;
import io.noisette.generate.search.TopScores;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Sampler of the next token by nucleus sampling (Holtzman et al., 2020): from the smallest set of
 * most likely tokens whose total probability is at least {@code topP}.
 */
final class TokenSampler {

  private final double topP;
  private final double temperature;
  private final RandomGenerator random;

  /**
   * Creates a sampler.
   *
   * @param topP probability in (0, 1]; 1 allows all tokens
   * @param temperature divisor of the log-probabilities; 0: always the most likely token
   */
  TokenSampler(double topP, double temperature, RandomGenerator random) {
    this.topP = topP;
    this.temperature = temperature;
    this.random = random;
  }

  /**
   * Samples the next token.
   *
   * @param scores log-probability of each token, up to an additive constant; minus infinity
   *     excludes a token
   */
  int draw(float[] scores) {
    int best = TopScores.of(scores, 1)[0];
    if (!Float.isFinite(scores[best])) {
      throw new NonFiniteException(
          "the model's output is NaN or infinite; its weights are damaged, or"
              + " training has diverged");
    }
    return temperature == 0 ? best : drawFrom(weights(scores, scores[best]));
  }

  /**
   * Returns the probabilities multiplied by a constant, such that the most likely token has weight
   * 1.
   */
  private double[] weights(float[] scores, float highest) {
    double[] weights = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      weights[i] = Math.exp((scores[i] - highest) / temperature);
    }
    return weights;
  }

  private int drawFrom(double[] weights) {
    double least = topP < 1 ? leastOfNucleus(weights) : 0;
    double mass = 0;
    for (double weight : weights) {
      mass += weight >= least ? weight : 0;
    }
    double left = random.nextDouble() * mass;
    int last = 0; // rounding may leave a remainder after the last token
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] >= least && weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  /** Returns the weight of the least likely token in the nucleus. */
  private double leastOfNucleus(double[] weights) {
    double[] sorted = weights.clone();
    Arrays.sort(sorted);
    double left = topP * Arrays.stream(sorted).sum();
    int i = sorted.length;
    do {
      left -= sorted[--i];
    } while (left > 0 && i > 0);
    return sorted[i];
  }
}
