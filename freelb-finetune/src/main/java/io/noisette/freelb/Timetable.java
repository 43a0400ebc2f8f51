package io.noisette.freelb;

import io.noisette.schedule.LinearSchedule;
import io.noisette.train.LoopSettings;

/**
 * Numbers of steps of a run and of its parts.
 *
 * @param steps total number of steps
 * @param epochSteps number of steps per epoch
 * @param warmupSteps number of steps with linear learning-rate warm-up
 * @param validateEvery number of steps between validations
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

  /** Returns the settings of the training loop; patience is converted from epochs to steps. */
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
