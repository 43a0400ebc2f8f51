package io.noisette.bart.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.model.TokenLosses;
import org.junit.jupiter.api.Test;

class SequenceLossesTest {

  private static final TokenLosses LOSSES =
      new TokenLosses(new float[] {9, 9, 1, 2, 77, 6}, new float[] {1, 1, 1, 0, 1, 0});

  @Test
  void tokensWithoutLabelAreLeftOut() {
    SequenceLosses losses = new SequenceLosses();
    losses.add(new int[] {5, 6, -100, 0}, LOSSES, 2);
    assertEquals(1, losses.getSequences());
    assertEquals(3, losses.getTokens());
    assertEquals(3, losses.getLoss());
    assertEquals(1 / 3.0, losses.getAccuracy());
    assertTrue(Double.isNaN(losses.getLossError()));
  }

  @Test
  void sequencesAreDrawsOfTheirOwnSize() {
    SequenceLosses losses = new SequenceLosses();
    losses.add(new int[] {5, 6}, LOSSES, 2);
    losses.add(new int[] {7}, LOSSES, 5);
    RatioError expected = new RatioError();
    expected.add(3, 2);
    expected.add(6, 1);
    assertEquals(3, losses.getLoss());
    assertEquals(expected.getStandardError(), losses.getLossError());
  }
}
