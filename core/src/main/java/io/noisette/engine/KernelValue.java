package io.noisette.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.UUID;

/**
 * Result of a kernel function that libtorch keeps for further calls: a tensor of a type that DJL
 * does not support, or lists that Java does not need to convert.
 */
public final class KernelValue implements AutoCloseable {

  private final IValue value;

  /** Keeps a value until it is closed, at the latest with {@code owner}. */
  KernelValue(NDManager owner, IValue value) {
    this.value = value;
    owner.attachInternal(UUID.randomUUID().toString(), value);
  }

  IValue getValue() {
    return value;
  }

  @Override
  public void close() {
    value.close();
  }
}
