package io.noisette.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EvenSplitTest {

  @Test
  void aPartEndsWhereItsShareIsNearest() {
    assertEquals(List.of("0-2", "2-5"), split(2, 205, 205, 205, 205, 205));
    assertEquals(List.of("0-1", "1-2"), split(2, 10, 100));
    assertEquals(List.of("0-1", "1-4"), split(2, 100, 10, 20, 30));
    assertEquals(List.of("0-3"), split(1, 1, 2, 3));
  }

  @Test
  void noPartIsEmptyAndThereAreNoMoreThanItems() {
    assertEquals(List.of("0-1", "1-2"), split(4, 7, 7));
    assertEquals(List.of("0-1", "1-2", "2-3", "3-4"), split(4, 100, 1, 1, 1));
    assertEquals(List.of("0-3", "3-4"), split(4, 1, 1, 1, 100));
  }

  @Test
  void noPartHasMoreThanTheOthersOnAverage() {
    SplittableRandom random = new SplittableRandom(1);
    double[] sums = new double[3];
    for (int batch = 0; batch < 2000; batch++) {
      long[] sizes = random.longs(9, 20, 256).toArray();
      List<Long> parts =
          EvenSplit.split(
              sizes, 3, (from, to) -> LongStream.of(sizes).skip(from).limit(to - from).sum());
      long all = LongStream.of(sizes).sum();
      for (int i = 0; i < 3; i++) {
        sums[i] += (double) parts.get(i) / all / 2000;
      }
    }
    for (double share : sums) {
      assertEquals(1.0 / 3, share, 0.01);
    }
  }

  private static List<String> split(int parts, long... sizes) {
    return EvenSplit.split(sizes, parts, (from, to) -> from + "-" + to);
  }
}
