package io.noisette.generate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FillingsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the <mask> sat        | the cat sat           | the [cat] sat",
        "the <mask> sat        | the big cat sat       | the [big cat] sat",
        "<mask> sat on <mask>. | the cat sat on a mat. | [the cat] sat on [a mat].",
        "so <mask>             | so it is              | so [it is]",
        "a<mask>b              | ab                    | ab",
        "a <mask> a            | a                     | a",
        "a <mask> <mask> b     | a c d b               | a [c d] b",
        "the <mask> sat        | a cat sat             | a cat sat",
        "the <mask> sat        | the cat sits          | the cat sits",
        "the cat               | the cat               | the cat",
      })
  void bracketsStandWhereMasksStood(String text, String completion, String marked) {
    assertEquals(marked, Fillings.mark(text, completion));
  }
}
