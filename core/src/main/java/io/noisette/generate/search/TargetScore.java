package io.noisette.generate.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Log-probabilities, in nats, that a model gives to the tokens of a target. */
public final class TargetScore {

  private final double[] logProbabilities;
  private final int counted;
  private final double score;

  /**
   * Creates a score.
   *
   * @param logProbabilities of each token, 0 for a forced one
   * @param counted number of tokens that are not forced
   * @param lengthPenalty exponent of the length, which counts all tokens, in the score
   */
  TargetScore(double[] logProbabilities, int counted, double lengthPenalty) {
    this.logProbabilities = logProbabilities;
    this.counted = counted;
    score = getSum() / Math.pow(logProbabilities.length, lengthPenalty);
  }

  /** Returns the log-probability of each token, 0 for a forced one. */
  public double[] getLogProbabilities() {
    return logProbabilities.clone();
  }

  /** Returns the number of tokens that are not forced. */
  public int getCounted() {
    return counted;
  }

  /** Returns the sum of the log-probabilities. */
  public double getSum() {
    return Arrays.stream(logProbabilities).sum();
  }

  /** Returns the mean log-probability of the tokens that are not forced. */
  public double getMean() {
    return getSum() / counted;
  }

  /** Returns the sum divided by the length to the power of the length penalty, as in a search. */
  public double getScore() {
    return score;
  }

  /** Returns the mean loss in nats of all tokens that are not forced. */
  public static double loss(List<TargetScore> scores) {
    double sum = scores.stream().mapToDouble(TargetScore::getSum).sum();
    return -sum / scores.stream().mapToLong(TargetScore::getCounted).sum();
  }

  /** Returns the perplexity per token that is not forced, exp of {@link #loss}. */
  public static double perplexity(List<TargetScore> scores) {
    return Math.exp(loss(scores));
  }

  /** Returns the indices of the scores, highest first; of equal ones the first first. */
  public static List<Integer> ranking(List<TargetScore> scores) {
    return IntStream.range(0, scores.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> scores.get(i).getScore()).reversed())
        .toList();
  }
}
