package io.noisette.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BoundsTest {

  @Test
  void whatIsInsideIsTaken() {
    Bounds.requireAtLeast("steps", 1, 1);
    Bounds.requireThreads(0);
    Bounds.requireThreads(256);
    Bounds.requireLanes(64);
    Bounds.requireNotNegative("rate", 0);
    Bounds.requireShare("dropout", 0.999);
  }

  @Test
  void whatIsOutsideIsNamed() {
    assertRefused("steps must be at least 1, not 0", () -> Bounds.requireAtLeast("steps", 0, 1));
    for (double value : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertRefused(
          "rate must be a finite number of at least 0, not " + value,
          () -> Bounds.requireNotNegative("rate", value));
    }
    int most = Math.max(256, Runtime.getRuntime().availableProcessors());
    for (int value : new int[] {-1, most + 1, Integer.MAX_VALUE}) {
      assertRefused(
          "threads must be from 0 to " + most + ", not " + value,
          () -> Bounds.requireThreads(value));
    }
    for (int value : new int[] {-1, 65, Integer.MAX_VALUE}) {
      assertRefused("lanes must be from 0 to 64, not " + value, () -> Bounds.requireLanes(value));
    }
    for (double value : new double[] {-0.1, 1, Double.NaN}) {
      assertRefused(
          "dropout must be in [0, 1), not " + value, () -> Bounds.requireShare("dropout", value));
    }
  }

  private static void assertRefused(String message, Executable check) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, check).getMessage());
  }
}
