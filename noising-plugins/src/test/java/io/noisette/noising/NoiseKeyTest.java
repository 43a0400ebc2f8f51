package io.noisette.noising;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.noising.builtin.Noises;
import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.noising.testing.SmallVocabulary;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseKeyTest {

  private final TokenizedDocument document = new SmallVocabulary().drawDocument(100, new Random(1));

  @Test
  void theSameKeyMakesTheSameNoise() {
    NoiseKey key = new NoiseKey(42, 1, 2, 3, 0);
    String spec = "permute-sentences|infill(random=0.1)";
    TokenizedDocument noised = Noises.compile(spec).corrupt(document, key);
    assertEquals(noised, Noises.compile(spec).corrupt(document, key));
  }

  @ParameterizedTest
  @CsvSource({"43,1,2,3", "42,2,2,3", "42,1,3,3", "42,1,2,4"})
  void everyPartOfTheKeyMatters(long seed, long epoch, long number, long firstSentence) {
    Noise noise = Noises.compile("infill");
    assertNotEquals(
        noise.corrupt(document, new NoiseKey(42, 1, 2, 3, 0)),
        noise.corrupt(document, new NoiseKey(seed, epoch, number, firstSentence, 0)));
  }

  @Test
  void eachFunctionOfAPipelineHasAStreamOfItsOwn() {
    // With one stream for both, deletion would fall on the places of the masks.
    NoiseKey key = new NoiseKey(42, 1, 2, 3, 0);
    assertNotEquals(key.stream(0).nextLong(), key.stream(1).nextLong());
    TokenizedDocument noised =
        Noises.compile("mask-tokens(ratio=0.5)|delete-tokens(ratio=0.5)").corrupt(document, key);
    int[] masks = Arrays.stream(noised.toIds()).filter(id -> id == SmallVocabulary.MASK).toArray();
    assertEquals(25, masks.length, 12);
  }

  @Test
  void smallKeysGiveUnrelatedStreams() {
    Set<Long> first = new HashSet<>();
    int[] bits = new int[64];
    for (int part = 0; part < 10; part++) {
      for (int i = 0; i < 1_000; i++) {
        long number = new NoiseKey(part, i % 10, i / 10, part, 0).stream(i % 3).nextLong();
        first.add(number);
        for (int bit = 0; bit < 64; bit++) {
          bits[bit] += (int) (number >>> bit & 1);
        }
      }
    }
    assertEquals(10_000, first.size());
    for (int count : bits) {
      assertEquals(5_000, count, 5 * 50); // standard deviation: 50
    }
  }

  /** Recorded: runs of before would change if these did. */
  @Test
  void theStreamIsFixedForEver() {
    RandomGenerator random = new NoiseKey(42, 1, 2, 3, 0).stream(4);
    assertEquals(
        "[-8962961917013224279, 357]",
        Arrays.toString(new long[] {random.nextLong(), random.nextInt(1_000)}));
  }

  @Test
  void boundsAreKept() {
    RandomGenerator random = new NoiseKey(42, 1, 2, 3, 0).stream(0);
    int[] counts = new int[3];
    for (int i = 0; i < 3_000; i++) {
      counts[random.nextInt(3)]++;
      double fraction = random.nextDouble();
      assertTrue(fraction >= 0 && fraction < 1);
    }
    Arrays.stream(counts).forEach(n -> assertEquals(1_000, n, 5 * 26)); // standard deviation: 26
    assertThrows(IllegalArgumentException.class, () -> random.nextInt(0));
  }
}
