package io.noisette.freelb;

import io.noisette.schedule.LinearSchedule;
import io.noisette.train.LoopSettings;

/**
 * When what happens, in steps.
 *
 * @param steps of the whole run
 * @param epochSteps of one pass through the examples
 * @param warmupSteps while the learning rate rises
 * @param validateEvery between validations
 */
record Timetable(int steps, int epochSteps, int warmupSteps, int validateEvery) {

  static Timetable of(FineTuningSettings settings, int examples) {
    int epochSteps = (examples - 1) / settings.batchSize() + 1;
    Integer givenSteps = settings.steps();
    int steps = givenSteps == null ? Math.multiplyExact(settings.epochs(), epochSteps) : givenSteps;
    Integer givenWarmup = settings.warmupSteps();
    int warmup =
        givenWarmup == null ? (int) Math.round(settings.warmupShare() * steps) : givenWarmup;
    int every = settings.validateEvery() == 0 ? epochSteps : settings.validateEvery();
    return new Timetable(steps, epochSteps, warmup, every);
  }

  /** Patience is counted in the steps of as many epochs. */
  LoopSettings toLoopSettings(FreeLbFinetuneConfig config) {
    return new LoopSettings(
        steps,
        config.seeds().get(0),
        0,
        validateEvery,
        config.runtime().checkpointEvery(),
        (long) config.training().patience() * epochSteps,
        config.runtime().nonFinite());
  }

  LinearSchedule schedule(double peak) {
    return new LinearSchedule(peak, warmupSteps, steps);
  }
}
