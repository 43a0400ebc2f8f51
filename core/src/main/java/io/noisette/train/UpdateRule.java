package io.noisette.train;

import io.noisette.optim.Optimizer;
import io.noisette.schedule.LearningRateSchedule;

/**
 * How gradients change the parameters.
 *
 * @param optimizer holds the gradients; is closed with the rule
 * @param schedule the learning rate, by number of steps that are done
 * @param clipNorm largest norm of all gradients together; 0 for no limit
 */
public record UpdateRule(Optimizer optimizer, LearningRateSchedule schedule, double clipNorm)
    implements AutoCloseable {

  @Override
  public void close() {
    optimizer.close();
  }
}
