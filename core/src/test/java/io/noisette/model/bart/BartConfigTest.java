package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BartConfigTest {

  /** docs/papers.md 1.7, check 1. */
  @ParameterizedTest
  @CsvSource({
    "4096, 2, 128, 2, 1713152",
    "8192, 4, 256, 4, 9996288",
    "50265, 6, 768, 12, 139420416",
    "50265, 12, 1024, 16, 406291456",
  })
  void parametersAreAsManyAsInThePaper(
      int vocabulary, int layers, int width, int heads, long expected) {
    assertEquals(expected, config(vocabulary, layers, width, heads).getParameterCount());
  }

  @Test
  void headsThatDoNotDivideTheWidthAreNamed() {
    var failure = assertThrows(IllegalArgumentException.class, () -> config(100, 2, 128, 3));
    assertTrue(failure.getMessage().contains("encoder_attention_heads"), failure.getMessage());
  }

  @Test
  void specialTokensLieInTheVocabulary() {
    assertThrows(IllegalArgumentException.class, () -> config(2, 2, 128, 2));
  }

  private static BartConfig config(int vocabulary, int layers, int width, int heads) {
    return new BartConfig(
        vocabulary,
        width,
        layers,
        layers,
        heads,
        heads,
        4 * width,
        4 * width,
        1024,
        0.1,
        false,
        0.02,
        BartSpecialTokens.BART);
  }
}
