package io.noisette.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/**
 * Large matrix products in a precision, whose speed on this machine no training step can exceed.
 */
public final class MatrixSpeed implements AutoCloseable {

  private static final int SIZE = 1024;
  private static final int TRIALS = 8;

  private final NDManager scope;
  private final Kernels kernels;
  private final KernelFunction multiply;
  private final KernelValue matrix;

  /**
   * Compiles the product, and forms it once, so that libtorch has prepared it.
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
    multiply();
  }

  /**
   * Returns the operations per second of the fastest of a few products, which take a tenth of a
   * second together.
   *
   * @param parent names the device
   * @param precision of the products
   */
  public static double measure(NDManager parent, Precision precision) {
    try (MatrixSpeed products = new MatrixSpeed(parent, precision)) {
      double most = 0;
      for (int i = 0; i < TRIALS; i++) {
        long start = System.nanoTime();
        double operations = products.multiply();
        most = Math.max(most, operations / (System.nanoTime() - start) * 1e9);
      }
      return most;
    }
  }

  /**
   * Forms one product; returns its number of operations, a multiplication and an addition counted
   * as two.
   */
  public double multiply() {
    multiply.keep(scope, matrix).close();
    return 2.0 * SIZE * SIZE * SIZE;
  }

  @Override
  public void close() {
    kernels.close();
    scope.close();
  }
}
