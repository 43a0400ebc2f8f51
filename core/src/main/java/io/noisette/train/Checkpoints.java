package io.noisette.train;

import java.io.IOException;

/** Writer of the checkpoints of a run. */
@FunctionalInterface
public interface Checkpoints {

  /**
   * Saves parameters, optimizer moments and training state as the checkpoint of the current step;
   * it is on disk when the method returns.
   *
   * @param best whether the checkpoint is the best one so far by validation loss
   */
  void save(TrainingState state, boolean best) throws IOException;
}
