package io.noisette.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {

  @Test
  void ticksAreRoundNumbers() {
    Axis axis = Axis.around(1.37, 8.3, 5);
    assertEquals(List.of("0", "2", "4", "6", "8", "10"), labels(axis));
    assertEquals(0, axis.place(0));
    assertEquals(0.5, axis.place(5));
    assertEquals(1, axis.place(10));
    assertEquals(
        List.of("0", "0.001", "0.002", "0.003"), labels(Axis.around(0, 0.003, 5)).subList(0, 4));
  }

  @Test
  void anAxisOfStepsEndsWhereTheRunDoes() {
    Axis axis = Axis.between(0, 2004, 5);
    assertEquals(1, axis.place(2004));
    assertEquals(List.of("0", "500", "1,000", "1,500", "2,000"), labels(axis));
    assertEquals(List.of("0", "10k", "20k", "30k"), labels(Axis.between(0, 30_000, 5)));
    assertEquals(
        List.of("0", "1M", "2M"),
        labels(Axis.between(0, 2_500_000, 5)).stream()
            .filter(label -> !label.contains(".") && !label.endsWith("k"))
            .toList());
  }

  @Test
  void equalValuesHaveAnAxisToo() {
    for (double value : new double[] {0, 3, -2, 1e-12, 1e300}) {
      Axis axis = Axis.around(value, value, 5);
      assertTrue(axis.low() < value && value < axis.high(), axis.toString());
      assertTrue(axis.ticks().size() >= 2, axis.toString());
    }
    assertEquals(1, Axis.between(0, 0, 5).high());
  }

  @Test
  void wideValuesAreDrawnByTheirLogarithms() {
    Axis axis = Axis.logarithmicIfWide(0.3, 20, 5);
    assertTrue(axis.isLogarithmic());
    assertEquals(List.of("0.2", "0.5", "1", "2", "5", "10", "20"), labels(axis));
    assertEquals(0.5, axis.place(2), 1e-9);
    assertEquals(
        List.of("1e-6", "1e-4", "0.01", "1"),
        labels(Axis.logarithmicIfWide(1e-6, 9, 2)).subList(0, 4));
  }

  @Test
  void narrowOrNegativeValuesAreNot() {
    assertFalse(Axis.logarithmicIfWide(1, 20, 5).isLogarithmic());
    assertFalse(Axis.logarithmicIfWide(0, 2000, 5).isLogarithmic());
    assertFalse(Axis.logarithmicIfWide(-5, 2000, 5).isLogarithmic());
  }

  private static List<String> labels(Axis axis) {
    return axis.ticks().stream().map(Numbers::tick).toList();
  }
}
