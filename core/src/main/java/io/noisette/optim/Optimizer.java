package io.noisette.optim;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Updates parameters from their gradients. */
public interface Optimizer extends AutoCloseable {

  /** Returns the gradients of the parameters that this optimizer updates. */
  Gradients getGradients();

  /** Updates all parameters once from their gradients, which stay unchanged. */
  void update(double learningRate);

  /**
   * Returns the optimizer state by name in checkpoints: the arrays themselves, which a resumed run
   * overwrites with the saved values.
   */
  Map<String, NDArray> getState();

  /**
   * Completes a resume, after the arrays of {@link #getState} have been overwritten with saved
   * values.
   *
   * @param updates number of updates before
   */
  void restore(long updates);

  @Override
  void close();
}
