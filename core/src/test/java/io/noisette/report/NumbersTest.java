package io.noisette.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void figuresHaveFourDigits() {
    assertEquals("1.450", Numbers.figure(1.45));
    assertEquals("7,339", Numbers.figure(7339.4));
    assertEquals("0.01235", Numbers.figure(0.012345));
    assertEquals("3e-4", Numbers.figure(3e-4));
    assertEquals("0", Numbers.figure(0));
    assertEquals("–", Numbers.figure(Double.NaN));
  }

  @Test
  void countsAreBrief() {
    assertEquals("9,993", Numbers.brief(9993));
    assertEquals("12.3 k", Numbers.brief(12_345));
    assertEquals("2.05 M", Numbers.brief(2_050_000));
    assertEquals("310 G", Numbers.brief(310e9));
  }
}
