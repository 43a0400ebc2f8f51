package io.noisette.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Torch;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskedTokensTest {

  private static final PackedTokens TWO =
      PackedTokens.of(List.of(new int[] {5, 6}, new int[] {7, 8, 9}));

  @Test
  void theBiasHidesWhatAMaskDoesNotShow() {
    MaskedTokens masked = new MaskedTokens(TWO, List.of(AttentionMask.CAUSAL, (q, k) -> k >= q));
    float no = -1e9f;
    try (NDManager manager = Torch.newManager("cpu")) {
      assertArrayEquals(
          new float[] {0, no, 0, 0, 0, 0, 0, no, 0, 0, no, no, 0},
          masked.toBias(manager).toFloatArray());
    }
  }

  @Test
  void placesBehindASequenceAreHidden() {
    float[] bias = new float[17];
    MaskedTokens.of(TWO, AttentionMask.FULL).fill(bias, 1, 0, 2, 4);
    for (int i = 0; i < 16; i++) {
      assertEquals(i % 4 < 2 ? 0 : -1e9f, bias[i + 1], "place " + i);
    }
  }

  @Test
  void masksStayWithTheirSequences() {
    MaskedTokens masked = new MaskedTokens(TWO, List.of(AttentionMask.CAUSAL, AttentionMask.FULL));
    assertFalse(masked.areAll(AttentionMask.FULL));
    assertTrue(masked.slice(1, 2).areAll(AttentionMask.FULL));
    assertEquals(9, masked.slice(1, 2).packed().getId(2));
    assertTrue(masked.slice(0, 1).withFill(TWO).areAll(AttentionMask.CAUSAL));
    assertEquals(3, masked.withFill(TWO.filled(16, 1)).masks().size());
  }

  @Test
  void eachSequenceNeedsAMask() {
    List<AttentionMask> one = List.of(AttentionMask.FULL);
    assertThrows(IllegalArgumentException.class, () -> new MaskedTokens(TWO, one));
  }
}
