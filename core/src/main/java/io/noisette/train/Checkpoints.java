package io.noisette.train;

import java.io.IOException;

/** Writer of the checkpoints of a run. */
@FunctionalInterface
public interface Checkpoints {

  /**
   * Saves a checkpoint of parameters, optimizer moments and training state, named after the step of
   * the state; it is on disk when the method returns.
   *
   * @param best whether the checkpoint is the best one so far by validation loss
   */
  void save(TrainingState state, boolean best) throws IOException;
}
