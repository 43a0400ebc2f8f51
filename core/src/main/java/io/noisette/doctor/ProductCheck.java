package io.noisette.doctor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Torch;
import java.util.Arrays;

/** Check that multiplies two matrices of small integers, whose product floats represent exactly. */
final class ProductCheck implements Check {

  private static final int SIZE = 64;

  private final NativeLibrary libtorch;

  ProductCheck(NativeLibrary libtorch) {
    this.libtorch = libtorch;
  }

  @Override
  public String getName() {
    return "product";
  }

  @Override
  public Finding examine() {
    return libtorch.whenLoaded(ProductCheck::multiplied);
  }

  private static Finding multiplied() {
    float[] left = new float[SIZE * SIZE];
    float[] right = new float[SIZE * SIZE];
    for (int i = 0; i < left.length; i++) {
      left[i] = i % 7;
      right[i] = i % 5 - 2;
    }
    float[] product;
    try (NDManager manager = Torch.newManager("cpu")) {
      Shape square = new Shape(SIZE, SIZE);
      NDArray result = manager.create(left, square).matMul(manager.create(right, square));
      product = result.toFloatArray();
    }
    return judge(product, multiply(left, right));
  }

  static Finding judge(float[] product, float[] expected) {
    return Arrays.equals(product, expected)
        ? Finding.ok("libtorch computes a matrix product correctly")
        : Finding.problem(
            "a matrix product is computed incorrectly",
            "the processor, the memory or the library is defective: try another machine");
  }

  private static float[] multiply(float[] left, float[] right) {
    float[] product = new float[left.length];
    for (int row = 0; row < SIZE; row++) {
      for (int column = 0; column < SIZE; column++) {
        for (int k = 0; k < SIZE; k++) {
          product[row * SIZE + column] += left[row * SIZE + k] * right[k * SIZE + column];
        }
      }
    }
    return product;
  }
}
