package io.noisette.schedule;

import io.noisette.failure.UsageException;

/**
 * Linear warm-up from 0, then polynomial decay: fairseq's {@code polynomial_decay}, with which BART
 * was pretrained (power 1, end 0: a straight line to zero).
 *
 * @param peak the rate at step {@code warmup}
 * @param end the rate from step {@code total} on
 * @param power 1 for linear decay
 * @param warmup steps of warm-up; with 0, step 0 has the peak
 * @param total the step at which the decay ends
 */
public record PolynomialSchedule(double peak, double end, double power, long warmup, long total)
    implements LearningRateSchedule {

  public PolynomialSchedule {
    if (warmup < 0 || total < 0) {
      throw new UsageException(
          "warm-up and total steps must not be negative, not " + warmup + " and " + total);
    }
  }

  @Override
  public double at(long step) {
    if (warmup > 0 && step <= warmup) {
      return peak * step / warmup;
    }
    if (step >= total) {
      return end;
    }
    double left = (double) (total - step) / (total - warmup);
    return (peak - end) * Math.pow(left, power) + end;
  }
}
