package io.noisette.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PackedTokensTest {

  private static final int OFFSET = 2;
  private static final List<int[]> SEQUENCES =
      List.of(new int[] {7, 8, 9}, new int[] {5}, new int[] {6, 4});
  private static final PackedTokens COUNTED = PackedTokens.of(SEQUENCES);
  private static final PackedTokens PLACED =
      PackedTokens.of(SEQUENCES, List.of(new int[] {4, 5, 6}, new int[] {0}, new int[] {9, 3}));

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @Test
  void positionsCountFromZeroInEachSequence() {
    assertPositions(COUNTED, 0, 1, 2, 0, 0, 1);
  }

  @Test
  void positionsThatAreGivenComeFirst() {
    assertPositions(PLACED, 4, 5, 6, 0, 9, 3);
    assertArrayEquals(COUNTED.toArray(), PLACED.toArray());
  }

  @Test
  void partsAndShiftedTokensKeepTheirPositions() {
    assertPositions(PLACED.slice(1, 3), 0, 9, 3);
    assertPositions(COUNTED.slice(1, 3), 0, 0, 1);
    PackedTokens shifted = PLACED.shiftedRight(2);
    assertPositions(shifted, 4, 5, 6, 0, 9, 3);
    assertArrayEquals(new long[] {2, 7, 8, 2, 2, 6}, shifted.toArray());
  }

  @Test
  void theLastOfSeveralEqualTokensIsFound() {
    PackedTokens tokens = PackedTokens.of(List.of(new int[] {0, 5, 2, 6, 2}, new int[] {2, 4}));
    assertArrayEquals(new long[] {4, 5}, tokens.findLastTokens(2));
    assertThrows(IllegalArgumentException.class, () -> tokens.findLastTokens(6));
  }

  @Test
  void theSequenceThatFillsUpCountsFromZero() {
    assertPositions(PLACED.filled(8, 1), 4, 5, 6, 0, 9, 3, 0, 1);
    assertPositions(COUNTED.filled(8, 1), 0, 1, 2, 0, 0, 1, 0, 1);
  }

  @Test
  void eachTokenNeedsAPositionThatTheModelHas() {
    List<int[]> tooFew = List.of(new int[] {4, 5}, new int[] {0}, new int[] {9, 3});
    assertThrows(IllegalArgumentException.class, () -> PackedTokens.of(SEQUENCES, tooFew));
    assertDoesNotThrow(() -> PLACED.requirePositionsBelow(10));
    Exception refused =
        assertThrows(IllegalArgumentException.class, () -> PLACED.requirePositionsBelow(9));
    assertEquals(
        "positions range from 0 to 9, but the model has only 9 (max_position_embeddings)",
        refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> COUNTED.requirePositionsBelow(2));
  }

  private void assertPositions(PackedTokens tokens, long... expected) {
    long[] rows = tokens.toPositions(manager, OFFSET).toLongArray();
    for (int i = 0; i < rows.length; i++) {
      rows[i] -= OFFSET;
    }
    assertArrayEquals(expected, rows);
  }
}
