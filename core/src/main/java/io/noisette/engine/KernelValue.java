package io.noisette.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.UUID;

/**
 * What a kernel function returned, kept by libtorch for further calls: tensors of types that DJL
 * does not know, or lists that Java need not take apart.
 */
public final class KernelValue implements AutoCloseable {

  private final IValue value;

  /** Lives as long as {@code owner} at most. */
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
