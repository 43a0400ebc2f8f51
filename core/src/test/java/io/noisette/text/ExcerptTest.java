package io.noisette.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "abc,abc",
        "abcd,abc…",
        "'',''",
        "'a\nb',a b",
        "'a\u0085\u2028b',a  …",
        "😀é€,😀é€",
        "é€😀😀,é€😀…"
      })
  void isOneLineOfThreeCharacters(String text, String expected) {
    assertEquals(expected, Excerpt.of(text, 3));
  }
}
