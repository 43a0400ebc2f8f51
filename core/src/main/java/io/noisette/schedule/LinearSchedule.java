package io.noisette.schedule;

import io.noisette.failure.UsageException;

/**
 * Linear warm-up from 0, followed by linear decay to 0: {@code get_linear_schedule_with_warmup} of
 * Hugging Face transformers, the usual schedule for fine-tuning BERT-like models.
 *
 * @param peak peak learning rate, reached at step {@code warmup}
 * @param warmup number of warm-up steps
 * @param total step at which the learning rate reaches 0
 */
public record LinearSchedule(double peak, long warmup, long total) implements LearningRateSchedule {

  public LinearSchedule {
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
    if (step < warmup) {
      return peak * step / warmup;
    }
    return peak * Math.max(0.0, (double) (total - step) / Math.max(1, total - warmup));
  }
}
