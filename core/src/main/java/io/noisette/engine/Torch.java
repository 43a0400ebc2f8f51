package io.noisette.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.noisette.failure.UsageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one place that starts libtorch and sets what it keeps per process and per thread. */
public final class Torch {

  private static final Pattern GPU = Pattern.compile("cuda:(\\d{1,3})");
  private static final ThreadLocal<Boolean> PREPARED = ThreadLocal.withInitial(() -> false);

  private Torch() {}

  /** Loads libtorch, once; DJL's usage report and its probing of the network stay off. */
  public static void initialize() {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    NativeCache.require("pytorch");
    Engine.getEngine("PyTorch");
  }

  /**
   * How many threads one operator may use; part of what makes a run repeatable to the bit.
   *
   * @param threads 0 for one per core
   */
  public static void setThreads(int threads) {
    initialize();
    JniUtils.setNumThreads(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
  }

  /**
   * A manager whose arrays live on a device.
   *
   * @param device {@code cpu} or {@code cuda:N}
   * @throws UsageException if it is neither, or the machine has no such device
   */
  public static NDManager newManager(String device) {
    Matcher gpu = GPU.matcher(device);
    if (!device.equals("cpu") && !gpu.matches()) {
      throw new UsageException("--device must be cpu or cuda:N, not '" + device + "'");
    }
    initialize();
    int number = device.equals("cpu") ? -1 : Integer.parseInt(gpu.group(1));
    int count = Engine.getEngine("PyTorch").getGpuCount();
    if (number >= count) {
      throw new UsageException("--device " + device + ", but libtorch sees " + count + " GPUs");
    }
    return NDManager.newBaseManager(number < 0 ? Device.cpu() : Device.gpu(number), "PyTorch");
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
