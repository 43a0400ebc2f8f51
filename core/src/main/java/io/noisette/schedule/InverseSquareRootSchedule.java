package io.noisette.schedule;

import io.noisette.failure.UsageException;

/**
 * Linear warm-up, followed by decay with the inverse square root of the step: fairseq's {@code
 * inverse_sqrt}, after section 5.3 of Vaswani et al., 2017.
 *
 * @param peak peak learning rate, reached at step {@code warmup}
 * @param warmupStart learning rate at step 0
 * @param warmup number of warm-up steps, at least 1
 */
public record InverseSquareRootSchedule(double peak, double warmupStart, long warmup)
    implements LearningRateSchedule {

  public InverseSquareRootSchedule {
    if (warmup < 1) {
      throw new UsageException(
          "the number of warm-up steps of the inverse-sqrt schedule must be at least"
              + " 1, not "
              + warmup);
    }
  }

  @Override
  public double at(long step) {
    if (step < warmup) {
      return warmupStart + step * (peak - warmupStart) / warmup;
    }
    return peak * Math.sqrt((double) warmup / step);
  }
}
