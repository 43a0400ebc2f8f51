package io.noisette.engine;

import java.util.Locale;

/**
 * Element types of tensors as kernels name them, {@code torch.float32}, with the numbers by which
 * libtorch knows them.
 */
public enum ScalarType {
  UINT8(0),
  INT32(3),
  INT64(4),
  FLOAT32(6),
  FLOAT64(7),
  BOOL(11),
  BFLOAT16(15);

  private final int number;

  ScalarType(int number) {
    this.number = number;
  }

  /** The number in libtorch's {@code c10::ScalarType}. */
  int getNumber() {
    return number;
  }

  /** The name in PyTorch, without {@code torch.}. */
  String getName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
