package io.noisette.quickstart;

import io.noisette.bart.SpeedTrial;

/**
 * Number of training steps that fit into a given time, and the interval of validations.
 *
 * @param stepsPerSecond measured training speed
 * @param secondsPerValidation measured duration of a validation and the checkpoint after it
 * @param steps number of training steps
 * @param validateEvery number of steps between two validations, each followed by a checkpoint
 */
record TrainingPlan(
    double stepsPerSecond, double secondsPerValidation, int steps, int validateEvery) {

  private static final int MOST_VALIDATIONS = 15;
  private static final double VALIDATION_SHARE = 0.15; // maximum share of the time for validations
  private static final double USED_SHARE =
      0.96; // the rest is a reserve for starting and slow steps

  TrainingPlan {
    if (steps < 1 || validateEvery < 1) {
      throw new IllegalArgumentException(
          "steps and validateEvery must be at least 1, not " + steps + " and " + validateEvery);
    }
  }

  /**
   * Returns a plan that fills a time, except for a small reserve.
   *
   * @param minutes available time
   */
  static TrainingPlan of(double minutes, SpeedTrial.Speed speed) {
    double seconds = 60 * minutes * USED_SHARE;
    double affordable = VALIDATION_SHARE * seconds / speed.secondsPerValidation();
    int validations = (int) Math.max(1, Math.min(MOST_VALIDATIONS, affordable));
    double trained = seconds - validations * speed.secondsPerValidation();
    int steps = (int) Math.max(1, Math.round(trained * speed.stepsPerSecond()));
    int every = (steps + validations - 1) / validations; // rounded up
    return new TrainingPlan(speed.stepsPerSecond(), speed.secondsPerValidation(), steps, every);
  }

  /** Returns the warm-up steps of a preset, limited to half of the run. */
  int limitWarmup(int warmupSteps) {
    return Math.min(warmupSteps, steps / 2);
  }
}
