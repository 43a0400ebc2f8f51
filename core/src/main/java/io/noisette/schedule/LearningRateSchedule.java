package io.noisette.schedule;

/**
 * The learning rate as a function of the step: update u, counted from 1, uses {@code at(u - 1)}.
 */
@FunctionalInterface
public interface LearningRateSchedule {

  /**
   * The rate at a step.
   *
   * @param step the number of updates already made, from 0
   */
  double at(long step);
}
