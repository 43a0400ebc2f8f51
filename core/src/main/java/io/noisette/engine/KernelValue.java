package io.noisette.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Result of a kernel function that libtorch keeps for further calls: a tensor of a type that DJL
 * does not support, or lists that Java does not need to convert.
 */
public final class KernelValue implements AutoCloseable {

  private static final AtomicLong COUNT = new AtomicLong();

  private final NDManager owner;
  private final String id = "kernel-value-" + COUNT.incrementAndGet();
  private final IValue value;

  /** Keeps a value until it is closed, at the latest with {@code owner}. */
  KernelValue(NDManager owner, IValue value) {
    this.owner = owner;
    this.value = value;
    owner.attachInternal(id, value);
  }

  /** Returns the value of a {@code float}. */
  public double toDouble() {
    return value.toDouble();
  }

  IValue getValue() {
    return value;
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    owner.detachInternal(id);
    value.close();
  }
}
