package io.noisette.train;

import java.io.IOException;

/** Where a run saves itself. */
@FunctionalInterface
public interface Checkpoints {

  /**
   * Saves parameters, moments and state under the state's step; durable when this returns.
   *
   * @param best whether it is the best one so far by validation loss
   */
  void save(TrainingState state, boolean best) throws IOException;
}
