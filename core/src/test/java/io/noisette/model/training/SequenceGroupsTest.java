package io.noisette.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Groups of sequences that attention pads to one length. */
final class SequenceGroupsTest {

  @Test
  void equalLengthsAreOneGroupWithoutPadding() {
    long[] lengths = {37, 37, 37};
    List<int[]> groups = SequenceGroups.of(lengths, new long[] {5, 5, 5}).getGroups();
    assertEquals(1, groups.size());
    assertArrayEquals(new int[] {0, 1, 2}, groups.get(0));
    assertEquals(37, SequenceGroups.lengthOf(groups.get(0), lengths));
  }

  @Test
  void fewShortSequencesShareAGroup() {
    long[] lengths = {5, 9, 30, 12};
    List<int[]> groups = SequenceGroups.of(lengths, lengths).getGroups();
    assertEquals(1, groups.size());
    assertEquals(32, SequenceGroups.lengthOf(groups.get(0), lengths));
  }

  @Test
  void longSequencesDoNotPadShortOnes() {
    long[] lengths = {500, 20, 510, 25, 22, 18};
    List<int[]> groups = SequenceGroups.of(lengths, lengths).getGroups();
    assertEquals(2, groups.size());
    assertEquals(32, SequenceGroups.lengthOf(groups.get(0), lengths));
    assertEquals(512, SequenceGroups.lengthOf(groups.get(1), lengths));
  }

  @Test
  void ofAThousandBatchesFewShapesAreNew() {
    SplittableRandom random = new SplittableRandom(1);
    Set<List<Integer>> shapes = new HashSet<>();
    int groups = 0;
    for (int batch = 0; batch < 1000; batch++) {
      long[] lengths = random.longs(random.nextInt(2, 12), 40, 512).toArray();
      for (int[] group : SequenceGroups.of(lengths, lengths).getGroups()) {
        shapes.add(List.of(group.length, SequenceGroups.lengthOf(group, lengths)));
        groups++;
      }
    }
    assertTrue(groups > 3000, groups + " groups");
    assertTrue(shapes.size() < 40, shapes.size() + " shapes");
  }

  @Test
  void everySequenceIsInOneGroupThatIsLongEnough() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 200; trial++) {
      int count = random.nextInt(1, 40);
      long[] lengths = random.longs(count, 1, 600).toArray();
      long[] others = random.longs(count, 1, 600).toArray();
      List<int[]> groups = SequenceGroups.of(lengths, others).getGroups();
      groups.forEach(group -> assertEquals(1, Integer.bitCount(group.length)));
      int[] all = groups.stream().flatMapToInt(Arrays::stream).sorted().toArray();
      assertArrayEquals(IntStream.range(0, count).toArray(), all);
      for (int[] group : groups) {
        for (int sequence : group) {
          assertTrue(lengths[sequence] <= SequenceGroups.lengthOf(group, lengths));
          assertTrue(others[sequence] <= SequenceGroups.lengthOf(group, others));
        }
      }
    }
  }
}
