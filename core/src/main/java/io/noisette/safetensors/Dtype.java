package io.noisette.safetensors;

import org.jspecify.annotations.Nullable;

/**
 * Element types of the safetensors format, ordered by alignment: the reference writer puts tensors
 * of the last types first.
 */
public enum Dtype {
  BOOL(1),
  U8(1),
  I8(1),
  F8_E5M2(1),
  F8_E4M3(1),
  I16(2),
  U16(2),
  F16(2),
  BF16(2),
  I32(4),
  U32(4),
  F32(4),
  F64(8),
  I64(8),
  U64(8);

  private final int size;

  Dtype(int size) {
    this.size = size;
  }

  /** Returns the number of bytes of one element. */
  public int getSize() {
    return size;
  }

  static @Nullable Dtype named(String name) {
    for (Dtype dtype : values()) {
      if (dtype.name().equals(name)) {
        return dtype;
      }
    }
    return null;
  }
}
