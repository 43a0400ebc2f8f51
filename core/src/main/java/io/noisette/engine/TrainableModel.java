package io.noisette.engine;

/**
 * A model with trainable parameters. Its native memory is freed by {@link #close}, which does not
 * wait: no thread may use the model meanwhile. {@code TextInfiller}, {@code InfillModel} and {@code
 * ClassifierModel} do wait.
 */
public interface TrainableModel extends AutoCloseable {

  /** Returns the trainable tensors with their gradients. */
  Parameters getParameters();

  @Override
  void close();
}
