package io.noisette.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceOrderTest {

  @Test
  void everySequenceComesOnce() {
    LongStream.concat(LongStream.rangeClosed(1, 200), LongStream.of(100_003))
        .forEach(
            size -> {
              SequenceOrder order = SequenceOrder.of(size, 42, 3);
              BitSet seen = new BitSet();
              LongStream.range(0, size).forEach(i -> seen.set((int) order.at(i)));
              assertEquals(size, seen.cardinality());
              assertEquals(size, seen.length());
            });
  }

  @Test
  void aHugeCorpusNeedsNoTable() {
    long size = 1L << 62;
    SequenceOrder order = SequenceOrder.of(size, 1, 0);
    assertTrue(LongStream.range(0, 1000).map(order::at).allMatch(i -> i >= 0 && i < size));
    assertEquals(1000, LongStream.range(0, 1000).map(order::at).distinct().count());
  }

  @Test
  void seedsAndEpochsDiffer() {
    SequenceOrder order = SequenceOrder.of(10_000, 1, 0);
    for (SequenceOrder other :
        new SequenceOrder[] {SequenceOrder.of(10_000, 2, 0), SequenceOrder.of(10_000, 1, 1)}) {
      long same = LongStream.range(0, 10_000).filter(i -> order.at(i) == other.at(i)).count();
      assertTrue(same < 10, same + " of 10,000 stay in place"); // one is expected
    }
  }

  @Test
  void neighboursAreParted() {
    long size = 10_000;
    SequenceOrder order = SequenceOrder.of(size, 7, 0);
    double distance =
        LongStream.range(1, size)
            .map(i -> Math.abs(order.at(i) - order.at(i - 1)))
            .average()
            .orElseThrow();
    assertEquals(size / 3.0, distance, 0.03 * size); // that of two random places
  }

  @Test
  void placesOutsideAreErrors() {
    assertThrows(IllegalArgumentException.class, () -> SequenceOrder.of(0, 1, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> SequenceOrder.of(5, 1, 1).at(5));
  }
}
