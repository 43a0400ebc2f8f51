package io.noisette.schedule;

import io.noisette.failure.UsageException;

/**
 * Linear warm-up, then decay with the inverse square root of the step: fairseq's {@code
 * inverse_sqrt}, after Vaswani et al. (2017), section 5.3.
 *
 * @param peak the rate at step {@code warmup}
 * @param warmupStart the rate at step 0
 * @param warmup steps of warm-up, at least 1
 */
public record InverseSquareRootSchedule(double peak, double warmupStart, long warmup)
    implements LearningRateSchedule {

  public InverseSquareRootSchedule {
    if (warmup < 1) {
      throw new UsageException("warm-up steps of inverse-sqrt must be at least 1, not " + warmup);
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
