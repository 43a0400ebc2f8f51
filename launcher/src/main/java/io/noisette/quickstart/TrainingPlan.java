package io.noisette.quickstart;

import io.noisette.bart.SpeedTrial;
import org.jspecify.annotations.Nullable;

/**
 * Number of training steps that fit into a given time, and the interval of validations.
 *
 * @param stepsPerSecond measured training speed
 * @param secondsPerValidation measured duration of a validation and the checkpoint after it
 * @param steps number of training steps
 * @param validateEvery number of steps between two validations, each followed by a checkpoint
 * @param endedAt step after which the time was over, or null if it was not
 */
record TrainingPlan(
    double stepsPerSecond,
    double secondsPerValidation,
    int steps,
    int validateEvery,
    @Nullable Long endedAt) {

  /** Share of the time left that pretraining gets; the rest is for fine-tuning and the results. */
  private static final double PRETRAINING_SHARE = 0.8;

  private static final int MOST_VALIDATIONS = 15;
  private static final double VALIDATION_SHARE = 0.15; // maximum share of the time for validations
  private static final double USED_SHARE =
      0.96; // the rest is a reserve for starting and slow steps

  private static final double FULL_RATE_STEPS = 250;
  private static final double LOWEST_RATE = 1.0 / 3;

  private static final double STEP_TOKENS = 1024; // of the preset tiny
  private static final double EXAMPLE_TOKENS = 30;
  private static final int FINE_TUNING_PASSES = 2 * 3; // two models, three epochs each
  private static final double FINE_TUNING_SHARE = 0.7; // of what is then left
  private static final int LEAST_EXAMPLES = 64;
  private static final int MOST_EXAMPLES = 4000;

  TrainingPlan {
    if (steps < 1 || validateEvery < 1) {
      throw new IllegalArgumentException(
          "steps and validateEvery must be at least 1, not " + steps + " and " + validateEvery);
    }
  }

  /**
   * Returns a plan for the pretraining.
   *
   * @param secondsLeft for all stages from pretraining on
   */
  static TrainingPlan of(double secondsLeft, SpeedTrial.Speed speed) {
    double seconds = secondsLeft * PRETRAINING_SHARE * USED_SHARE;
    double affordable = VALIDATION_SHARE * seconds / speed.secondsPerValidation();
    int validations = (int) Math.max(1, Math.min(MOST_VALIDATIONS, affordable));
    double trained = seconds - validations * speed.secondsPerValidation();
    int steps = (int) Math.max(1, Math.round(trained * speed.stepsPerSecond()));
    int every = (steps + validations - 1) / validations; // rounded up
    return new TrainingPlan(
        speed.stepsPerSecond(), speed.secondsPerValidation(), steps, every, null);
  }

  /** Returns the plan of a run that the clock ended before its last step. */
  TrainingPlan endedAt(long step) {
    return new TrainingPlan(stepsPerSecond, secondsPerValidation, steps, validateEvery, step);
  }

  /** Returns the number of the last step that is trained. */
  long lastStep() {
    return endedAt == null ? steps : endedAt;
  }

  /** Returns the seconds that the steps after a given one may take, with the reserve. */
  double limitSeconds(long fromStep) {
    double validations = Math.ceil((double) steps / validateEvery);
    double planned = steps / stepsPerSecond + validations * secondsPerValidation;
    return planned * (steps - fromStep) / steps / USED_SHARE;
  }

  /** Returns the warm-up steps of a preset, limited to half of the run. */
  int limitWarmup(int warmupSteps) {
    return Math.min(warmupSteps, steps / 2);
  }

  /**
   * Returns the peak learning rate of a preset, lower where there are too few steps to reach it: on
   * the sample text, tiny learns faster at a third of its rate in 100 steps, and slower in 250.
   */
  double limitRate(double learningRate) {
    return learningRate * Math.min(1, Math.max(LOWEST_RATE, steps / FULL_RATE_STEPS));
  }

  /** Returns the number of fine-tuning pairs for which the time that is left suffices. */
  int countFineTuningPairs(double secondsLeft) {
    double tokens = FINE_TUNING_SHARE * secondsLeft * stepsPerSecond * STEP_TOKENS;
    double examples = tokens / (FINE_TUNING_PASSES * EXAMPLE_TOKENS);
    return (int) Math.max(LEAST_EXAMPLES, Math.min(MOST_EXAMPLES, examples));
  }
}
