package io.noisette.noising.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.noisette.noising.Noise;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.testing.SmallVocabulary;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Permutation and rotation (docs/papers.md 1.7, checks 6 and 7). */
class OrderNoiseTest {

  @Test
  void threeSentencesComeInSixOrdersEquallyOften() {
    Map<String, Integer> counts = count("permute-sentences", Noises.words(6, 0, 2, 4), 6_000);
    assertEquals(
        Set.of(
            "[100 101 / 102 103 / 104 105]",
            "[100 101 / 104 105 / 102 103]",
            "[102 103 / 100 101 / 104 105]",
            "[102 103 / 104 105 / 100 101]",
            "[104 105 / 100 101 / 102 103]",
            "[104 105 / 102 103 / 100 101]"),
        counts.keySet());
    counts.values().forEach(n -> assertEquals(1_000, n, 4 * 29)); // standard deviation: 29
  }

  @Test
  void oneSentenceIsNotPermuted() {
    assertEquals(Set.of("[100 101]"), Noises.outcomes("permute-sentences", Noises.words(2, 0)));
  }

  @Test
  void aShareOfTheSentencesIsPermutedAmongItself() {
    // Half of three is two: one pair may exchange places, or not.
    assertEquals(
        Set.of("[100 / 101 / 102]", "[101 / 100 / 102]", "[102 / 101 / 100]", "[100 / 102 / 101]"),
        Noises.outcomes("permute-sentences(ratio=0.5)", Noises.words(3, 0, 1, 2)));
  }

  @Test
  void orderNoiseKeepsTheMultiset() {
    TokenizedDocument document = new SmallVocabulary().drawDocument(100, new Random(3));
    Noise noise = Noises.compile("rotate-document|permute-sentences");
    for (int i = 0; i < 100; i++) {
      int[] noised = noise.corrupt(document, Noises.key(i)).toIds();
      assertEquals(sorted(document.toIds()), sorted(noised));
    }
  }

  @Test
  void rotationStartsAtEachTokenEquallyOften() {
    Map<String, Integer> counts = count("rotate-document", Noises.words(4, 0, 2), 4_000);
    assertEquals(
        Set.of(
            "[100 101 / 102 103]",
            "[101 / 102 103 / 100]",
            "[102 103 / 100 101]",
            "[103 / 100 101 / 102]"),
        counts.keySet());
    counts.values().forEach(n -> assertEquals(1_000, n, 4 * 27)); // standard deviation: 27
  }

  @Test
  void rotationHappensWithItsProbability() {
    Map<String, Integer> counts =
        count("rotate-document(probability=0.5)", Noises.words(2, 0), 4_000);
    assertEquals(3_000, counts.get("[100 101]"), 4 * 27); // half of the rotations change nothing
  }

  private static Map<String, Integer> count(String spec, TokenizedDocument document, int trials) {
    Noise noise = Noises.compile(spec);
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < trials; i++) {
      counts.merge(noise.corrupt(document, Noises.key(i)).toString(), 1, Integer::sum);
    }
    return counts;
  }

  private static String sorted(int[] ids) {
    return Arrays.toString(IntStream.of(ids).sorted().toArray());
  }
}
