package io.noisette.finetune;

import io.noisette.failure.UsageException;
import io.noisette.schedule.LinearSchedule;
import io.noisette.train.LoopSettings;
import io.noisette.train.RuntimeSettings;
import java.util.Locale;

/**
 * Numbers of steps of a run and of its parts.
 *
 * @param steps total number of steps
 * @param epochSteps number of steps per epoch
 * @param warmupSteps number of steps with linear learning-rate warm-up
 * @param validateEvery number of steps between validations
 */
public record Timetable(int steps, int epochSteps, int warmupSteps, int validateEvery) {

  /**
   * Returns the numbers of steps for a number of examples.
   *
   * @throws UsageException if there are more than 2^31 - 1
   */
  public static Timetable of(FineTuningSettings settings, int examples) {
    int epochSteps = (examples - 1) / settings.batchSize() + 1;
    Integer givenSteps = settings.steps();
    int steps = givenSteps == null ? countSteps(settings.epochs(), epochSteps) : givenSteps;
    Integer givenWarmup = settings.warmupSteps();
    int warmup =
        givenWarmup == null ? (int) Math.round(settings.warmupShare() * steps) : givenWarmup;
    int every = settings.validateEvery() == 0 ? epochSteps : settings.validateEvery();
    return new Timetable(steps, epochSteps, warmup, every);
  }

  private static int countSteps(int epochs, int epochSteps) {
    long steps = (long) epochs * epochSteps;
    if (steps > Integer.MAX_VALUE) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--epochs %,d of %,d steps each are more steps than a run can have, %,d",
              epochs,
              epochSteps,
              Integer.MAX_VALUE));
    }
    return (int) steps;
  }

  /** Returns the settings of the training loop; patience is converted from epochs to steps. */
  public LoopSettings toLoopSettings(
      FineTuningSettings settings, RuntimeSettings runtime, long seed) {
    return new LoopSettings(
        steps,
        seed,
        0,
        validateEvery,
        runtime.checkpointEvery(),
        (long) settings.patience() * epochSteps,
        runtime.nonFinite());
  }

  /** Returns the learning rates: linear warm-up to the peak, then linear decay to 0. */
  public LinearSchedule toSchedule(double peak) {
    return new LinearSchedule(peak, warmupSteps, steps);
  }
}
