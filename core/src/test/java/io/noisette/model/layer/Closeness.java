package io.noisette.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;

/** Assertions that numbers agree to 1e-5 of the largest. */
public final class Closeness {

  private static final double TOLERANCE = 1e-5;

  private Closeness() {}

  public static void assertClose(String what, NDArray expected, NDArray actual) {
    assertEquals(expected.getShape(), actual.getShape(), what);
    assertClose(what, expected.toFloatArray(), actual.toFloatArray());
  }

  public static void assertClose(String what, float[] expected, float[] actual) {
    assertClose(what, expected, actual, 0);
  }

  /**
   * Compares numbers whose truth may be 0.
   *
   * @param floor the least magnitude: for values whose truth is 0
   */
  public static void assertClose(String what, float[] expected, float[] actual, double floor) {
    assertEquals(expected.length, actual.length, what);
    double magnitude = floor;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      assertTrue(Float.isFinite(actual[i]), what + " at " + i + " is " + actual[i]);
      magnitude = Math.max(magnitude, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) expected[i] - actual[i]));
    }
    assertTrue(
        difference <= TOLERANCE * magnitude,
        what + " is off by " + difference + " at a magnitude of " + magnitude);
  }
}
