package io.noisette.generate;

import io.noisette.failure.NonFiniteException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws the next token: nucleus sampling (Holtzman et al. 2020), from the smallest set of likeliest
 * tokens that together reach the probability {@code topP}.
 */
final class TokenSampler {

  private final double topP;
  private final double temperature;
  private final RandomGenerator random;

  /**
   * @param topP in (0, 1]; 1: all tokens
   * @param temperature that log-probabilities are divided by; 0: the likeliest token always
   */
  TokenSampler(double topP, double temperature, RandomGenerator random) {
    this.topP = topP;
    this.temperature = temperature;
    this.random = random;
  }

  /**
   * The next token.
   *
   * @param scores log-probability of each token, up to a constant; minus infinity: never
   */
  int draw(float[] scores) {
    int best = TopScores.of(scores, 1)[0];
    if (!Float.isFinite(scores[best])) {
      throw new NonFiniteException("the model's scores are not numbers; its weights are broken");
    }
    return temperature == 0 ? best : drawFrom(weights(scores, scores[best]));
  }

  /** Probabilities times a constant; the likeliest token has 1. */
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
    int last = 0; // rounding may leave a little behind the last one
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

  /** The weight of the least likely token that is still in the nucleus. */
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
