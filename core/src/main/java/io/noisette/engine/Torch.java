package io.noisette.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;

/** The one place that starts libtorch and sets what it keeps per process and per thread. */
public final class Torch {

  private static final ThreadLocal<Boolean> PREPARED = ThreadLocal.withInitial(() -> false);

  private Torch() {}

  /** Loads libtorch, once; DJL's usage report and its probing of the network stay off. */
  public static void initialize() {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    Engine.getEngine("PyTorch");
  }

  /** How many threads one operator may use; part of what makes a run repeatable to the bit. */
  public static void setThreads(int threads) {
    initialize();
    JniUtils.setNumThreads(threads);
  }

  public static NDManager newManager(Device device) {
    initialize();
    return NDManager.newBaseManager(device, "PyTorch");
  }

  /**
   * Switches off, on this thread, the executor that compiles anew for every shape: packed batches
   * have no two shapes alike.
   */
  static void prepareThread() {
    if (!PREPARED.get()) {
      JniUtils.setGraphExecutorOptimize(false);
      PREPARED.set(true);
    }
  }
}
