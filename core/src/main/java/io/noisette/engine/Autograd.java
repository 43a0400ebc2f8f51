package io.noisette.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** Access to libtorch's autograd, whose recording mode is a property of the current thread. */
public final class Autograd {

  private Autograd() {}

  /** Runs a computation with gradient recording enabled, and returns its result. */
  public static <T> T recorded(Supplier<T> pass) {
    return withMode(true, pass);
  }

  /**
   * Runs a computation with gradient recording disabled, and returns its result. Recording is
   * enabled by default on every new thread.
   */
  public static <T> T paused(Supplier<T> pass) {
    return withMode(false, pass);
  }

  /**
   * Runs the backward pass from {@code output} with a given gradient, accumulates into the gradient
   * of every parameter in the graph, and frees the graph.
   */
  public static void backward(NDArray output, NDArray gradient) {
    JniUtils.backward((PtNDArray) output, (PtNDArray) gradient, false, false);
  }

  private static <T> T withMode(boolean recording, Supplier<T> pass) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(recording);
    try {
      return pass.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}
