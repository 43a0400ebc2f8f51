package io.noisette.safetensors;

/**
 * Conversions between 16-bit and 32-bit floats. Widening is exact for all values, subnormals
 * included; narrowing to binary16 rounds to nearest, ties to even.
 */
final class HalfPrecision {

  /**
   * Midpoint between the largest binary16, 65,504, and the next value, which does not exist; larger
   * values overflow.
   */
  static final float F16_OVERFLOW = 65_520;

  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final float SMALLEST_SUBNORMAL = 0x1p-24f;

  private HalfPrecision() {}

  /** Widens an IEEE 754 binary16: 1 sign, 5 exponent (bias 15) and 10 fraction bits. */
  static float widenF16(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >>> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == 0) {
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(fraction * SMALLEST_SUBNORMAL));
    }
    int wide = exponent == 0x1f ? 0xff : exponent + (127 - 15);
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }

  /** Widens a bfloat16, which is the upper half of a float. */
  static float widenBf16(short half) {
    return Float.intBitsToFloat(half << 16);
  }

  /** Returns the nearest binary16; infinity from {@link #F16_OVERFLOW} on. */
  static short narrowF16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    float size = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (size >= F16_OVERFLOW) {
      return (short) (sign | 0x7c00);
    }
    if (size < SMALLEST_NORMAL) {
      return (short) (sign | (int) Math.rint(size / SMALLEST_SUBNORMAL));
    }
    int magnitude = bits & 0x7fff_ffff;
    int toEven = (magnitude >>> 13) & 1;
    int rounded = magnitude + 0xfff + toEven - ((127 - 15) << 23);
    return (short) (sign | (rounded >>> 13));
  }
}
