package io.noisette.schedule;

import io.noisette.failure.UsageException;

/**
 * Linear warm-up from 0, followed by polynomial decay: fairseq's {@code polynomial_decay}, with
 * which BART was pretrained (power 1, end 0: linear decay to zero).
 *
 * @param peak peak learning rate, reached at step {@code warmup}
 * @param end learning rate from step {@code total} on
 * @param power exponent of the decay; 1 for linear decay
 * @param warmup number of warm-up steps; with 0, step 0 has the peak learning rate
 * @param total step at which the decay ends
 */
public record PolynomialSchedule(double peak, double end, double power, long warmup, long total)
    implements LearningRateSchedule {

  public PolynomialSchedule {
    if (warmup < 0 || total < 0) {
      throw new UsageException(
          "the numbers of warm-up and total steps must not be negative, but are "
              + warmup
              + " and "
              + total);
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
