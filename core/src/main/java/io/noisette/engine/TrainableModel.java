package io.noisette.engine;

/** A model with trainable parameters. Its native memory is freed by {@link #close}. */
public interface TrainableModel extends AutoCloseable {

  /** Returns the trainable tensors with their gradients. */
  Parameters getParameters();

  @Override
  void close();
}
