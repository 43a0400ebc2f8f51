package io.noisette.engine;

import java.util.Locale;

/**
 * Element types of tensors, under their names in kernels ({@code torch.float32}) and their numbers
 * in libtorch.
 */
public enum ScalarType {
  /** 8-bit unsigned integer. */
  UINT8(0),
  /** 32-bit integer. */
  INT32(3),
  /** 64-bit integer. */
  INT64(4),
  /** 32-bit float. */
  FLOAT32(6),
  /** 64-bit float. */
  FLOAT64(7),
  /** Boolean. */
  BOOL(11),
  /** 16-bit brain float. */
  BFLOAT16(15);

  private final int number;

  ScalarType(int number) {
    this.number = number;
  }

  /** Returns the number in libtorch's {@code c10::ScalarType}. */
  int getNumber() {
    return number;
  }

  /** Returns the name in PyTorch, without {@code torch.}. */
  String getName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
