package io.noisette.engine;

/**
 * A model with trainable parameters. Its native memory is freed by {@link #close}, which does not
 * wait: no thread may use the model meanwhile. What a program opens to use, such as {@code
 * TextInfiller}, does wait.
 */
public interface TrainableModel extends AutoCloseable {

  /** Returns the trainable tensors with their gradients. */
  Parameters getParameters();

  @Override
  void close();
}
