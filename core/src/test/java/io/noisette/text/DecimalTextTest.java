package io.noisette.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecimalTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"3", " 3\u00a0", "+3.", "3e0", "0.3E1", "300e-2"})
  void decimalNumbersAreRead(String text) {
    assertEquals(3.0, DecimalText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "3f", "3.0d", "0x3p0", "NaN", "Infinity", "-inf", "1_0", "\u0663"})
  void whatOnlyJavaTakesForANumberIsNone(String text) {
    assertEquals(Double.NaN, DecimalText.parse(text));
  }

  @Test
  void aLongTextTakesNoTimeThatGrowsWithItsSquare() {
    String digits = "1".repeat(1_000_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertEquals(Double.NaN, DecimalText.parse(digits + "x")));
  }

  @Test
  void aNumberThatIsTooLargeIsInfinite() {
    assertEquals(Double.POSITIVE_INFINITY, DecimalText.parse("1e400"));
  }
}
