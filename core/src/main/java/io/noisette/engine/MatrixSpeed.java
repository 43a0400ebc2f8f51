package io.noisette.engine;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/**
 * Measurement of the speed of large matrix products on this machine, which no training step can
 * exceed.
 */
public final class MatrixSpeed {

  private static final int SIZE = 1024;
  private static final int TRIALS = 8;

  private MatrixSpeed() {}

  /**
   * Returns the number of operations per second, a multiplication and an addition counted as two:
   * the best of a few products, which take a tenth of a second together.
   *
   * @param manager names the device
   * @param precision of the products
   */
  public static double measure(NDManager manager, Precision precision) {
    ScalarType type = precision.isBf16() ? ScalarType.BFLOAT16 : ScalarType.FLOAT32;
    try (NDManager scope = manager.newSubManager();
        Kernels kernels =
            Kernels.compile(scope, MatrixSpeed.class, "MatrixSpeed", Map.of("dtype", type))) {
      KernelValue matrix =
          kernels.function("matrix").keep(scope, scope.ones(new Shape(SIZE, SIZE)));
      KernelFunction multiply = kernels.function("multiply");
      multiply.execute(matrix); // libtorch prepares the product
      long least = Long.MAX_VALUE;
      for (int i = 0; i < TRIALS; i++) {
        long start = System.nanoTime();
        multiply.execute(matrix);
        least = Math.min(least, System.nanoTime() - start);
      }
      return 2.0 * SIZE * SIZE * SIZE / least * 1e9;
    }
  }
}
