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

  @Test
  void everyF16IsTheNearestToItself() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfPrecision.widenF16((short) bits);
      if (!Float.isNaN(value)) {
        assertEquals((short) bits, HalfPrecision.narrowF16(value), "bits " + bits);
      }
    }
  }

  @Test
  void whatLiesBetweenGoesToTheNearestAndInTheMiddleToTheEven() {
    for (int bits = 0; bits < 0x7bff; bits++) {
      double below = HalfPrecision.widenF16((short) bits);
      double above = HalfPrecision.widenF16((short) (bits + 1));
      float middle = (float) ((below + above) / 2);
      int even = bits % 2 == 0 ? bits : bits + 1;
      assertEquals((short) even, HalfPrecision.narrowF16(middle), "behind bits " + bits);
      assertEquals((short) (bits + 1), HalfPrecision.narrowF16(Math.nextUp(middle)));
      assertEquals((short) (bits | 0x8000), HalfPrecision.narrowF16(-Math.nextDown(middle)));
    }
  }

  @Test
  void whatIsTooLargeIsInfinite() {
    assertEquals((short) 0x7bff, HalfPrecision.narrowF16(Math.nextDown(65_520f)));
    assertEquals((short) 0x7c00, HalfPrecision.narrowF16(65_520f));
    assertEquals((short) 0xfc00, HalfPrecision.narrowF16(Float.NEGATIVE_INFINITY));
    assertEquals((short) 0x7e00, HalfPrecision.narrowF16(Float.NaN));
  }
}
