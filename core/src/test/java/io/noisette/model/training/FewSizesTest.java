package io.noisette.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.model.PackedTokens;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rounding of numbers of tokens to few; that nothing is learned from it, BartPassTest shows. */
final class FewSizesTest {

  @Test
  void paddingFollowsTheSequences() {
    PackedTokens tokens = PackedTokens.of(List.of(new int[12], new int[3], new int[7]));
    assertFalse(FewSizes.fits(tokens));
    PackedTokens filled = FewSizes.fill(tokens, 1, 512);
    assertEquals(32, filled.getSize());
    assertEquals(22, filled.countGiven());
    assertArrayEquals(new long[] {12, 3, 7, 10}, filled.getLengths());
    assertEquals(1, filled.getId(22));
    assertTrue(FewSizes.fits(filled));
  }

  @Test
  void batchesOfManySizesHaveFew() {
    Set<Integer> sizes = new HashSet<>();
    for (int size = 1024; size < 4096; size++) {
      PackedTokens tokens = PackedTokens.of(List.of(new int[size]));
      int filled = FewSizes.fits(tokens) ? size : FewSizes.fill(tokens, 1, 512).getSize();
      assertTrue(filled - size < size / 16.0, size + " tokens are filled to " + filled);
      sizes.add(filled);
    }
    assertEquals(33, sizes.size());
  }

  @Test
  void paddingIsNoLongerThanAModelsPositions() {
    PackedTokens filled = FewSizes.fill(PackedTokens.of(List.of(new int[2050])), 1, 8);
    assertArrayEquals(new long[] {2050, 6}, filled.getLengths());
  }
}
