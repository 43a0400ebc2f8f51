package io.noisette.noising.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.noising.Noise;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.testing.SmallVocabulary;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Masking, deletion and insertion: exact shares, uniform places. */
class TokenNoiseTest {

  @Test
  void maskingReplacesOneForOne() {
    assertEquals(
        Set.of("[4 101 / 102]", "[100 4 / 102]", "[100 101 / 4]"),
        Noises.outcomes("mask-tokens(ratio=0.3)", Noises.words(3, 0, 2)));
  }

  @Test
  void deletionLeavesNoTraceAndNoEmptySentence() {
    assertEquals(
        Set.of("[101 / 102]", "[100 / 102]", "[100 101]"),
        Noises.outcomes("delete-tokens(ratio=0.3)", Noises.words(3, 0, 2)));
  }

  @Test
  void aPieceWhoseWordLostItsStartStaysAPiece() {
    TokenizedDocument document =
        TokenizedDocument.of(new int[] {13, 12, 26}, new int[] {0}, new SmallVocabulary());
    assertEquals(
        Set.of("[+12 26]", "[13 26]", "[13 +12]"), Noises.outcomes("delete-tokens", document));
  }

  @Test
  void insertionReachesEveryPlaceTheEndsIncluded() {
    assertEquals(
        Set.of("[4 100 / 101]", "[100 / 4 101]", "[100 / 101 4]"),
        Noises.outcomes("insert-tokens(ratio=0.5)", Noises.words(2, 0, 1)));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0.28,7", "0.281,8", "0.15,4", "1,25"})
  void sharesAreRoundedUpButNotByRoundingErrors(double ratio, int expected) {
    TokenizedDocument document = Noises.words(25, 0);
    TokenizedDocument masked =
        Noises.compile("mask-tokens(ratio=" + ratio + ")").corrupt(document, Noises.key(0));
    assertEquals(expected, masks(masked));
    TokenizedDocument shorter =
        Noises.compile("delete-tokens(ratio=" + ratio + ")").corrupt(document, Noises.key(0));
    assertEquals(25 - expected, shorter.getLength());
    TokenizedDocument longer =
        Noises.compile("insert-tokens(ratio=" + ratio + ")").corrupt(document, Noises.key(0));
    assertEquals(25 + expected, longer.getLength());
  }

  @Test
  void everyTokenIsChosenEquallyOften() {
    Noise noise = Noises.compile("mask-tokens(ratio=0.3)");
    int[] chosen = new int[10];
    for (int i = 0; i < 10_000; i++) {
      TokenizedDocument masked = noise.corrupt(Noises.words(10, 0), Noises.key(i));
      for (int j = 0; j < 10; j++) {
        chosen[j] += masked.getId(j) == SmallVocabulary.MASK ? 1 : 0;
      }
    }
    int worst = Arrays.stream(chosen).map(n -> Math.abs(n - 3_000)).max().getAsInt();
    assertTrue(worst < 4 * 46, Arrays.toString(chosen)); // standard deviation: 46
  }

  @ParameterizedTest
  @CsvSource({"mask-tokens", "insert-tokens", "infill"})
  void randomIsTheProbabilityOfTextInsteadOfTheMask(String name) {
    Noise noise = Noises.compile(name + "(ratio=0.5,random=0.25)");
    int masks = 0;
    int random = 0;
    for (int i = 0; i < 500; i++) {
      TokenizedDocument noised = noise.corrupt(Noises.words(100, 0), Noises.key(i));
      masks += (int) masks(noised);
      random += (int) Arrays.stream(noised.toIds()).filter(id -> id > 199).count();
    }
    // Random tokens up to 199 are not seen: 1,800 of 1,995 are beyond them.
    double text = random * 1_995 / 1_800.0;
    assertEquals(0.25, text / (masks + text), 0.02);
  }

  private static long masks(TokenizedDocument document) {
    return Arrays.stream(document.toIds()).filter(id -> id == SmallVocabulary.MASK).count();
  }
}
