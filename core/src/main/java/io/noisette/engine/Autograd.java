package io.noisette.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/** libtorch's recording of gradients, which is a state of the thread. */
public final class Autograd {

  private Autograd() {}

  /** Does something with recording on. */
  public static <T> T recorded(Supplier<T> pass) {
    return withMode(true, pass);
  }

  /** Does something with recording off; on a new thread it would be on. */
  public static <T> T paused(Supplier<T> pass) {
    return withMode(false, pass);
  }

  /**
   * Goes back from {@code output}, whose gradient is given, and adds to the gradient of every
   * parameter on the way; the graph is gone afterwards.
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
