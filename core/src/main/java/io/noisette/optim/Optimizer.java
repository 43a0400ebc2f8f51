package io.noisette.optim;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Updates parameters from their gradients. */
public interface Optimizer extends AutoCloseable {

  /** Returns the gradients of the parameters that this optimizer updates. */
  Gradients getGradients();

  /** Updates all parameters once; gradients do not change. */
  void update(double learningRate);

  /**
   * Returns the state that earlier updates have left, by name in checkpoints: the arrays
   * themselves, so that a reader can overwrite them.
   */
  Map<String, NDArray> getState();

  /**
   * Completes a resume, after the arrays of {@link #getState} have been overwritten.
   *
   * @param updates number of updates before
   */
  void restore(long updates);

  @Override
  void close();
}
