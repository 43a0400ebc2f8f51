package io.noisette.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.noisette.failure.UsageException;
import io.noisette.nativelib.ChosenLibtorch;
import io.noisette.nativelib.NativeCache;
import io.noisette.nativelib.ProcessEnd;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Starts libtorch, and sets its state per process and per thread. */
public final class Torch {

  private static final Pattern GPU = Pattern.compile("cuda:(\\d{1,3})");
  private static final AtomicBoolean LOADED = new AtomicBoolean();
  private static final ThreadLocal<Boolean> PREPARED = ThreadLocal.withInitial(() -> false);

  private Torch() {}

  /**
   * Loads libtorch once per process, with DJL's usage reporting and network access disabled.
   *
   * @throws io.noisette.failure.UsageException if there is no directory to unpack it into, or the
   *     environment names one of another version
   * @throws io.noisette.failure.RunFailedException if it cannot be unpacked or loaded
   */
  public static void initialize() {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    ChosenLibtorch.require();
    NativeCache.load("pytorch", () -> Engine.getEngine("PyTorch"));
    if (LOADED.compareAndSet(false, true)) {
      ProcessEnd.skipDestructors();
    }
  }

  /**
   * Sets the number of intra-op threads. It must be the same for runs to be bit-identical.
   *
   * @param threads number of threads; 0: one per core
   */
  public static void setThreads(int threads) {
    initialize();
    JniUtils.setNumThreads(threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
  }

  /**
   * Returns a manager whose arrays live on a device.
   *
   * @param device {@code cpu} or {@code cuda:N}
   * @throws UsageException if the name is invalid or the machine has no such device
   */
  public static NDManager newManager(String device) {
    requireDevice(device);
    initialize();
    int number = findGpu(device);
    return NDManager.newBaseManager(number < 0 ? Device.cpu() : Device.gpu(number), "PyTorch");
  }

  /**
   * Checks that the machine has a device; {@code cpu} is not looked for, so that libtorch is loaded
   * only for a GPU.
   *
   * @param device {@code cpu} or {@code cuda:N}
   * @throws UsageException if the name is invalid or the machine has no such device
   */
  public static void requireDevice(String device) {
    int number = findGpu(device);
    if (number < 0) {
      return;
    }
    initialize();
    int count = Engine.getEngine("PyTorch").getGpuCount();
    if (number >= count) {
      throw new UsageException("--device " + device + ": libtorch finds only " + count + " GPUs");
    }
  }

  /** Returns the number of the GPU that a device is, or -1 for the CPU. */
  private static int findGpu(String device) {
    Matcher gpu = GPU.matcher(device);
    if (!device.equals("cpu") && !gpu.matches()) {
      throw new UsageException("--device must be cpu or cuda:N, not '" + device + "'");
    }
    return device.equals("cpu") ? -1 : Integer.parseInt(gpu.group(1));
  }

  /**
   * Disables TorchScript's optimizing executor on the current thread: it compiles anew for every
   * shape, and packed batches hardly ever have the same shape.
   */
  static void prepareThread() {
    if (!PREPARED.get()) {
      JniUtils.setGraphExecutorOptimize(false);
      PREPARED.set(true);
    }
  }
}
