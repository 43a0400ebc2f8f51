package io.noisette.engine;

/** A model whose parameters can be trained. It holds native memory until it is closed. */
public interface TrainableModel extends AutoCloseable {

  Parameters getParameters();

  @Override
  void close();
}
