package io.noisette.safetensors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HalfPrecisionTest {

  @Test
  void everyFiniteF16HasTheValueOfItsFormula() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      int exponent = (bits >> 10) & 0x1f;
      int fraction = bits & 0x3ff;
      if (exponent == 0x1f) {
        continue;
      }
      double magnitude =
          exponent == 0
              ? Math.scalb((double) fraction, -24)
              : Math.scalb(1 + fraction / 1024.0, exponent - 15);
      double value = bits < 0x8000 ? magnitude : -magnitude;
      assertEquals((float) value, HalfPrecision.widenF16((short) bits), "bits " + bits);
    }
  }

  @Test
  void infinitiesAndNanStay() {
    assertEquals(Float.POSITIVE_INFINITY, HalfPrecision.widenF16((short) 0x7c00));
    assertEquals(Float.NEGATIVE_INFINITY, HalfPrecision.widenF16((short) 0xfc00));
    assertEquals(Float.NaN, HalfPrecision.widenF16((short) 0x7e01));
    assertEquals(Float.POSITIVE_INFINITY, HalfPrecision.widenBf16((short) 0x7f80));
    assertEquals(Float.NEGATIVE_INFINITY, HalfPrecision.widenBf16((short) 0xff80));
    assertEquals(Float.NaN, HalfPrecision.widenBf16((short) 0x7fc0));
  }

  @Test
  void bf16IsTheUpperHalfOfAFloat() {
    assertEquals(1f, HalfPrecision.widenBf16((short) 0x3f80));
    assertEquals(-2.5f, HalfPrecision.widenBf16((short) 0xc020));
    assertEquals(0x1p-133f, HalfPrecision.widenBf16((short) 0x0001));
    assertEquals(-0f, HalfPrecision.widenBf16((short) 0x8000));
  }
}
