package io.noisette.schedule;

import io.noisette.failure.UsageException;

/**
 * Linear warm-up from 0, then linear decay to 0: transformers' {@code
 * get_linear_schedule_with_warmup}, with which BERT-like models are fine-tuned.
 *
 * @param peak the rate at step {@code warmup}
 * @param warmup steps of warm-up
 * @param total the step at which the rate is 0
 */
public record LinearSchedule(double peak, long warmup, long total) implements LearningRateSchedule {

  public LinearSchedule {
    if (warmup < 0 || total < 0) {
      throw new UsageException(
          "warm-up and total steps must not be negative, not " + warmup + " and " + total);
    }
  }

  @Override
  public double at(long step) {
    if (step < warmup) {
      return peak * step / warmup;
    }
    return peak * Math.max(0.0, (double) (total - step) / Math.max(1, total - warmup));
  }
}
