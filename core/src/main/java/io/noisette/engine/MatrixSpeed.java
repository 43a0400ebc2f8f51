package io.noisette.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;

/**
 * Benchmark of large matrix products in one precision, whose speed is the upper limit of training
 * on this machine.
 */
public final class MatrixSpeed implements AutoCloseable {

  private static final int SIZE = 1024;
  private static final int TRIALS = 8;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final NDManager scope;
  private final Kernels kernels;
  private final KernelFunction multiply;
  private final KernelValue matrix;

  /**
   * Compiles the matrix product, and computes it once as a warm-up.
   *
   * @param parent names the device
   * @param precision of the products
   */
  public MatrixSpeed(NDManager parent, Precision precision) {
    ScalarType type = precision.isBf16() ? ScalarType.BFLOAT16 : ScalarType.FLOAT32;
    scope = parent.newSubManager();
    kernels = Kernels.compile(scope, MatrixSpeed.class, "MatrixSpeed", Map.of("dtype", type));
    multiply = kernels.function("multiply");
    matrix = kernels.function("matrix").keep(scope, scope.ones(new Shape(SIZE, SIZE)));
    multiply(1);
  }

  /**
   * Measures matrix products for a tenth of a second, and returns the floating-point operations per
   * second of the fastest. If other work takes the cores even from that one, it counts by the
   * processor time of the calling thread, which does an equal share of it.
   *
   * @param parent names the device
   * @param precision of the products
   */
  public static double measure(NDManager parent, Precision precision) {
    try (MatrixSpeed products = new MatrixSpeed(parent, precision)) {
      boolean isTimed = !parent.getDevice().isGpu() && THREADS.isCurrentThreadCpuTimeSupported();
      double operations = 0;
      long elapsed = Long.MAX_VALUE;
      long worked = Long.MAX_VALUE;
      for (int i = 0; i < TRIALS; i++) {
        long start = System.nanoTime();
        long workStart = isTimed ? THREADS.getCurrentThreadCpuTime() : 0;
        operations = products.multiply(1);
        worked = isTimed ? Math.min(worked, THREADS.getCurrentThreadCpuTime() - workStart) : worked;
        elapsed = Math.min(elapsed, System.nanoTime() - start);
      }
      return operations / getTime(elapsed, worked) * 1e9;
    }
  }

  /** Returns the processor time if it is so much less than the time that the thread had to wait. */
  static long getTime(long elapsed, long worked) {
    return worked > 0 && elapsed - worked > worked / 4 ? worked : elapsed;
  }

  /**
   * Forms products; returns their number of operations, where a multiplication and an addition
   * count as two.
   *
   * @param count number of products
   */
  public double multiply(int count) {
    for (int i = 0; i < count; i++) {
      multiply.keep(scope, matrix).close();
    }
    return 2.0 * SIZE * SIZE * SIZE * count;
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
    scope.close();
  }
}
