package io.noisette.distillation.unroll;

/**
 * A learned learning rate: softplus of a number that an optimizer may move anywhere, so that the
 * rate stays positive.
 */
public final class LearnedRate {

  private LearnedRate() {}

  /** Returns the rate of a raw number: log(1 + exp(raw)). */
  public static double of(double raw) {
    return Math.max(raw, 0) + Math.log1p(Math.exp(-Math.abs(raw)));
  }

  /** Returns the raw number of a rate above 0. */
  public static double toRaw(double rate) {
    return rate + Math.log(-Math.expm1(-rate)); // log(exp(rate) - 1), also for large rates
  }

  /** Returns the derivative of the rate for the raw number: its sigmoid. */
  public static double slope(double raw) {
    return 1 / (1 + Math.exp(-raw));
  }
}
