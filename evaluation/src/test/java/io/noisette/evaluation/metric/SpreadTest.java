package io.noisette.evaluation.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SpreadTest {

  @Test
  void theDivisorOfTheVarianceIsOneLessThanTheNumberOfValues() {
    assertEquals(new Spread(3.0, 2.0), Spread.of(List.of(1.0, 3.0, 5.0)));
    assertEquals(new Spread(4.0, null), Spread.of(List.of(4.0)));
    assertEquals(new Spread(null, null), Spread.of(List.of()));
  }

  @Test
  void aTieIsWithinTheLargerDeviation() {
    assertTrue(new Spread(1.0, 0.5).isTie(new Spread(3.0, 2.0)));
    assertFalse(new Spread(1.0, 0.5).isTie(new Spread(3.1, 2.0)));
    assertFalse(new Spread(1.0, null).isTie(new Spread(1.0, 2.0)));
    assertFalse(new Spread(1.0, 2.0).isTie(new Spread(null, null)));
  }
}
