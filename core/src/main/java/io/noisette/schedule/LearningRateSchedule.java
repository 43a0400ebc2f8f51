package io.noisette.schedule;

/** Learning rate as a function of the step: update u, counted from 1, uses {@code at(u - 1)}. */
@FunctionalInterface
public interface LearningRateSchedule {

  /**
   * Returns the learning rate at a step.
   *
   * @param step number of updates already made, from 0
   */
  double at(long step);
}
