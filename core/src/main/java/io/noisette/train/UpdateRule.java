package io.noisette.train;

import io.noisette.optim.Optimizer;
import io.noisette.schedule.LearningRateSchedule;

/**
 * Update rule of the parameters: optimizer, learning rate schedule and gradient clipping.
 *
 * @param optimizer optimizer, which holds the gradients and is closed with the rule
 * @param schedule learning rate as a function of the number of steps already done
 * @param clipNorm maximum L2 norm of all gradients together; 0: no clipping
 */
public record UpdateRule(Optimizer optimizer, LearningRateSchedule schedule, double clipNorm)
    implements AutoCloseable {

  @Override
  public void close() {
    optimizer.close();
  }
}
