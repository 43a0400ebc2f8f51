package io.noisette.quickstart;

import io.noisette.bart.SpeedTrial;

/**
 * How many steps of training a time allows, and when they are validated and saved.
 *
 * @param stepsPerSecond as measured
 * @param secondsPerValidation as measured, with the checkpoint after it
 */
record TrainingPlan(
    double stepsPerSecond, double secondsPerValidation, int steps, int validateEvery) {

  private static final int MOST_VALIDATIONS = 15;
  private static final double VALIDATION_SHARE = 0.15; // of a time too short for so many
  private static final double USED_SHARE = 0.96; // the rest is for starting, and for a slow moment

  TrainingPlan {
    if (steps < 1 || validateEvery < 1) {
      throw new IllegalArgumentException("steps and validateEvery must be at least 1");
    }
  }

  /** Fills a time, in minutes, all but a small reserve. */
  static TrainingPlan of(double minutes, SpeedTrial.Speed speed) {
    double seconds = 60 * minutes * USED_SHARE;
    double affordable = VALIDATION_SHARE * seconds / speed.secondsPerValidation();
    int validations = (int) Math.max(1, Math.min(MOST_VALIDATIONS, affordable));
    double trained = seconds - validations * speed.secondsPerValidation();
    int steps = (int) Math.max(1, Math.round(trained * speed.stepsPerSecond()));
    int every = (steps + validations - 1) / validations; // rounded up
    return new TrainingPlan(speed.stepsPerSecond(), speed.secondsPerValidation(), steps, every);
  }

  /** The warm-up of a preset, but at most half of a short run. */
  int limitWarmup(int warmupSteps) {
    return Math.min(warmupSteps, steps / 2);
  }
}
