package io.noisette.schedule;

import io.noisette.failure.UsageException;
import java.util.Locale;

/**
 * Linear warm-up, then cosine cycles with restarts: fairseq's {@code cosine}, of the adaptive-input
 * recipe for WikiText-103 (period 270,000, twice as long and 0.75 as high each time).
 *
 * @param peak the highest rate of the first cycle, reached at step {@code warmup}
 * @param floor the lowest rate of the first cycle
 * @param warmupStart the rate at step 0
 * @param warmup steps of warm-up
 * @param period steps of the first cycle
 * @param periodGrowth how many times longer each cycle is than the one before
 * @param shrink how many times higher peak and floor of each cycle are than before, at most 1
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
              "cosine needs warm-up >= 0, period >= 1 and growth >= 1, not %d, %d and %d",
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
    // Whole numbers find the cycle: a logarithm rounds the first step of a cycle into the last one.
    long done = step - warmup;
    long length = period;
    double scale = 1;
    while (done >= length) {
      done -= length;
      length *= periodGrowth;
      scale *= shrink;
    }
    double low = floor * scale;
    double high = peak * scale;
    return low + 0.5 * (high - low) * (1 + Math.cos(Math.PI * done / length));
  }
}
