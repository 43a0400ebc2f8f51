package io.noisette.noising.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.noising.Noise;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.testing.SmallVocabulary;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfillTest {

  @Test
  void aSpanBecomesOneMaskAndALengthOfZeroInsertsOne() {
    // A budget of one: the span has length 1, after any number of zeros.
    Set<String> outcomes = Noises.outcomes("infill(ratio=0.3,lambda=3)", Noises.words(2, 0));
    assertTrue(outcomes.containsAll(Set.of("[4 101]", "[100 4]")), outcomes::toString);
    assertTrue(outcomes.containsAll(Set.of("[4 4 101]", "[4 101 4]")), outcomes::toString);
    assertTrue(outcomes.stream().allMatch(o -> o.contains("4")), outcomes::toString);
  }

  @Test
  void aFullBudgetOfLongSpansLeavesOneMaskAndWhatComesBeforeIt() {
    Set<String> outcomes = Noises.outcomes("infill(ratio=1,lambda=100)", Noises.words(4, 0, 2));
    assertEquals(Set.of("[4]", "[100 4]", "[100 101 / 4]", "[100 101 / 102 4]"), outcomes);
  }

  @Test
  void replaceLengthSaysHowManyMasksASpanLeaves() {
    assertEquals(
        Set.of("[]", "[100]", "[100 101]", "[100 101 / 102]"),
        Noises.outcomes("infill(ratio=1,lambda=100,replace-length=0)", Noises.words(4, 0, 2)));
    assertEquals(
        Set.of("[4 4 / 4 4]", "[100 4 / 4 4]", "[100 101 / 4 4]", "[100 101 / 102 4]"),
        Noises.outcomes("infill(ratio=1,lambda=100,replace-length=-1)", Noises.words(4, 0, 2)));
  }

  @Test
  void wholeWordsGoWithAllTheirPieces() {
    // Words of 2, 1 and 2 tokens: 13 +12, 26, 39 +12.
    TokenizedDocument document =
        TokenizedDocument.of(new int[] {13, 12, 26, 39, 12}, new int[] {0}, new SmallVocabulary());
    assertEquals(
        Set.of("[4]", "[13 +12 4]", "[13 +12 26 4]"),
        Noises.outcomes("infill(ratio=1,lambda=100,whole-words)", document));
  }

  /** The rows of the table in docs/papers.md 1.2, mean of 1,000 documents. */
  @ParameterizedTest
  @CsvSource({
    "3.5,   62, false, 0.273,  0.080,  0.0029, 0.810",
    "3.5,  510, false, 0.267,  0.068,  0.0025, 0.804",
    "3.5, 1022, false, 0.2665, 0.0674, 0.0027, 0.8036",
    "3.5,  510, true,  0.267,  0.053,  0.0020, 0.788",
    "3.0,  510, false, 0.268,  0.078,  0.0050, 0.815",
    "3.0,  510, true,  0.268,  0.060,  0.0036, 0.796"
  })
  void itsStatisticsAreThePublishedProcedures(
      double lambda,
      int length,
      boolean wholeWords,
      double hidden,
      double masks,
      double inserts,
      double outputLength) {
    Noise noise = Noises.compile("infill(lambda=" + lambda + (wholeWords ? ",whole-words)" : ")"));
    Random random = new Random(7);
    double hiddenSum = 0;
    double maskSum = 0;
    double lengthSum = 0;
    for (int i = 0; i < 20_000; i++) {
      TokenizedDocument document = document(length, wholeWords, random);
      TokenizedDocument noised = noise.corrupt(document, Noises.key(i));
      long written = Arrays.stream(noised.toIds()).filter(id -> id == SmallVocabulary.MASK).count();
      maskSum += (double) written / length;
      hiddenSum += (double) (length - noised.getLength() + written) / length;
      lengthSum += (double) noised.getLength() / length;
    }
    assertEquals(hidden, hiddenSum / 20_000, 0.003);
    assertEquals(masks + inserts, maskSum / 20_000, 0.003);
    assertEquals(outputLength, lengthSum / 20_000, 0.004);
  }

  /** At the length of a training block, hardly two documents in a thousand may be alike. */
  @Test
  void documentsGetNoiseOfTheirOwn() {
    Noise noise = Noises.compile("infill");
    Set<TokenizedDocument> distinct = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      distinct.add(noise.corrupt(Noises.words(62, 0), Noises.key(i)));
    }
    assertEquals(1_000, distinct.size());
  }

  private static TokenizedDocument document(int length, boolean inPieces, Random random) {
    return inPieces ? new SmallVocabulary().drawDocument(length, random) : Noises.words(length, 0);
  }
}
