package io.noisette.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void aThinnedCurveKeepsItsExtremesAndEnds() {
    double[] values = IntStream.range(0, 50_000).mapToDouble(i -> 5 + Math.sin(i)).toArray();
    values[31_415] = 99;
    values[27_182] = -99;
    Curve curve = curveOf(values).thin(1200);
    assertTrue(curve.getSize() <= 1200 && curve.getSize() > 700, "" + curve.getSize());
    assertEquals(99, curve.getHighest());
    assertEquals(-99, curve.getLowest());
    assertEquals(27_182, curve.getStep(curve.findLowest()));
    assertEquals(0, curve.getStep(0));
    assertEquals(49_999, curve.getStep(curve.getSize() - 1));
    for (int i = 1; i < curve.getSize(); i++) {
      assertTrue(curve.getStep(i) > curve.getStep(i - 1));
    }
  }

  @Test
  void aThinnedCurveKeepsItsGaps() {
    double[] values = IntStream.range(0, 10_000).mapToDouble(i -> i).toArray();
    values[5_000] = Double.NaN;
    Curve curve = curveOf(values).thin(100);
    assertEquals(1, IntStream.range(0, curve.getSize()).filter(i -> !curve.isFinite(i)).count());
  }

  @Test
  void aShortCurveStaysAsItIs() {
    Curve curve = curveOf(3, 1, 2);
    assertSame(curve, curve.thin(5));
  }

  @Test
  void whatIsNotFiniteCountsForNothing() {
    Curve curve = curveOf(Double.NaN, 2, Double.POSITIVE_INFINITY, 1, Double.NaN);
    assertEquals(1, curve.getLowest());
    assertEquals(2, curve.getHighest());
    assertEquals(3, curve.findLast());
    Curve none = curveOf(Double.NaN);
    assertFalse(none.hasFinite());
    assertEquals(-1, none.findLast());
    assertEquals(-1, none.findLowest());
  }

  private static Curve curveOf(double... values) {
    return Curve.of(IntStream.range(0, values.length).asDoubleStream().toArray(), values);
  }
}
