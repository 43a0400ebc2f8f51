package io.noisette.train;

import io.noisette.optim.Gradients;
import io.noisette.optim.Optimizer;
import io.noisette.schedule.LearningRateSchedule;

/**
 * The end of a step: gradients of all micro-batches are complete, and become one change of the
 * parameters. The place where gradients of several processes will be summed.
 */
public final class Updater {

  /** Added to the norm before dividing by it, as {@code clip_grad_norm_} does. */
  private static final double CLIP_EPSILON = 1e-6;

  private final Optimizer optimizer;
  private final LearningRateSchedule schedule;
  private final double clipNorm;

  /**
   * @param clipNorm largest norm of all gradients together; 0 for no limit
   */
  public Updater(Optimizer optimizer, LearningRateSchedule schedule, double clipNorm) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.clipNorm = clipNorm;
  }

  /** Update u, from 1, has the rate of the schedule at u - 1 (docs/papers.md 10). */
  StepResult update(long step, double loss) {
    Gradients gradients = optimizer.getGradients();
    double norm = gradients.measureNorm();
    double rate = schedule.at(step - 1);
    boolean finite = Double.isFinite(loss) && Double.isFinite(norm);
    if (finite) {
      double factor = clipNorm / (norm + CLIP_EPSILON);
      if (clipNorm > 0 && factor < 1) {
        gradients.scale(factor);
      }
      optimizer.update(rate);
    }
    gradients.clear();
    return new StepResult(loss, norm, rate, finite);
  }
}
