package io.noisette.schedule;

import io.noisette.failure.UsageException;
import java.util.Locale;

/**
 * Linear warm-up, followed by cosine cycles with restarts: fairseq's {@code cosine}. The
 * adaptive-input recipe for WikiText-103 uses it with a period of 270,000 steps; each cycle is
 * twice as long as the previous one and its learning rates are 0.75 times as high.
 *
 * @param peak peak learning rate of the first cycle, reached at step {@code warmup}
 * @param floor minimum learning rate of the first cycle
 * @param warmupStart learning rate at step 0
 * @param warmup number of warm-up steps
 * @param period number of steps of the first cycle
 * @param periodGrowth factor by which each cycle is longer than the previous one
 * @param shrink factor, at most 1, by which peak and minimum are multiplied at each restart
 */
public record CosineSchedule(
    double peak,
    double floor,
    double warmupStart,
    long warmup,
    long period,
    long periodGrowth,
    double shrink)
    implements LearningRateSchedule {

  public CosineSchedule {
    if (warmup < 0 || period < 1 || periodGrowth < 1) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "the cosine schedule needs warm-up >= 0, period >= 1 and growth >= 1, not"
                  + " %d, %d and %d",
              warmup,
              period,
              periodGrowth));
    }
  }

  @Override
  public double at(long step) {
    if (step < warmup) {
      return warmupStart + step * (peak - warmupStart) / warmup;
    }
    // Integers find the cycle, because a logarithm may round the first step of a cycle into the
    // previous one.
    long done = step - warmup;
    long length = period;
    double scale = 1;
    while (done >= length) {
      double next = scale * shrink;
      if (periodGrowth == 1 && next == scale) { // all further cycles are alike, however many
        done %= length;
        break;
      }
      done -= length;
      length = length > Long.MAX_VALUE / periodGrowth ? Long.MAX_VALUE : length * periodGrowth;
      scale = next;
    }
    double low = floor * scale;
    double high = peak * scale;
    return low + 0.5 * (high - low) * (1 + Math.cos(Math.PI * done / length));
  }
}
