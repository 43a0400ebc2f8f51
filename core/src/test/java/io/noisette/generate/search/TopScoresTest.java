package io.noisette.generate.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.NonFiniteException;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopScoresTest {

  @Test
  void theLargestComeFirstAndEqualOnesInOrder() {
    float[] scores = {1, 3, Float.NEGATIVE_INFINITY, 3, 2};
    assertArrayEquals(new int[] {1, 3, 4}, TopScores.of(scores, 3));
    assertArrayEquals(new int[] {1, 3, 4, 0, 2}, TopScores.of(scores, 9), "there are only five");
  }

  @Test
  void theyAreThoseOfAStableSort() {
    SplittableRandom random = new SplittableRandom(3);
    for (int trial = 0; trial < 100; trial++) {
      float[] scores = new float[50];
      for (int i = 0; i < scores.length; i++) {
        scores[i] = random.nextInt(12);
      }
      int[] sorted =
          IntStream.range(0, scores.length)
              .boxed()
              .sorted(Comparator.comparing((Integer i) -> -scores[i]))
              .mapToInt(i -> i)
              .limit(7)
              .toArray();
      assertArrayEquals(sorted, TopScores.of(scores, 7));
    }
  }

  @Test
  void whatIsNotANumberIsNotPassedOver() {
    assertThrows(NonFiniteException.class, () -> TopScores.of(new float[] {1, Float.NaN}, 1));
  }
}
