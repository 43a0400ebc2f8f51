package io.noisette.optim;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Turns gradients into a change of the parameters. */
public interface Optimizer extends AutoCloseable {

  /** The gradients of the parameters that it updates. */
  Gradients getGradients();

  /** One update of all parameters; gradients stay as they are. */
  void update(double learningRate);

  /**
   * What it remembers of earlier updates, by the names that checkpoints have: the arrays
   * themselves, so that a reader may overwrite them.
   */
  Map<String, NDArray> getState();

  /**
   * Goes on after the arrays of {@link #getState} have been overwritten.
   *
   * @param updates that there have been
   */
  void restore(long updates);

  @Override
  void close();
}
