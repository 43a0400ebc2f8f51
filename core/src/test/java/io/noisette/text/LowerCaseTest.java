package io.noisette.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowerCaseTest {

  /** The second column is Python's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "ΣΥΡΟΣ-ΤΗΝΟΣ | συρος-τηνος",
        "Α-Σ | α-σ",
        "Α1Σ | α1σ",
        "Σ | σ",
        "ΑΣ | ας",
        "ΑΣ. | ας.",
        "ΑΣ.Β | ασ.β",
        "Α'Σ | α'ς",
        "ΑΣ'Α | ασ'α",
        "Α\u00adΣ | α\u00adς",
        "ΟΔΟΣ\u0301 | οδος\u0301",
        "Α_Σ | α_σ",
        "Α Σ | α σ",
        "ΑΣΣ | ασς",
        "ÀΣ İΣ | àς i\u0307ς",
        "ΑΣ^Α | ασ^α",
        "\uD835\uDCB3Σ | \uD835\uDCB3ς",
        "Σ.Α | σ.α",
        "Straße ǅ TITLE | straße ǆ title",
      })
  void aSigmaIsFinalWherePythonSaysSo(String text, String lower) {
    assertEquals(lower, LowerCase.of(text));
  }
}
