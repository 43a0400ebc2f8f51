package io.noisette.parity;

import io.noisette.failure.CorruptDataException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Result of the comparison of one tensor.
 *
 * @param shape expected shape, such as {@code [3,12]}
 * @param absolute largest absolute difference; NaN if the tensors cannot be compared
 * @param relative largest difference relative to the largest expected magnitude or, if the
 *     tolerance is per element, to the element
 * @param fault reason of a mismatch, or null if the tensors agree
 */
record ParityRow(
    String caseName,
    String tensor,
    String shape,
    double absolute,
    double relative,
    @Nullable String fault) {

  boolean holds() {
    return fault == null;
  }

  /** Returns the row of a case that cannot be computed. */
  static ParityRow ofDamage(String caseName, CorruptDataException damage) {
    return new ParityRow(
        caseName, "all", "[]", Double.NaN, Double.NaN, String.valueOf(damage.getMessage()));
  }

  static ParityRow compare(
      String caseName,
      String tensor,
      ParityTensor expected,
      @Nullable ParityTensor actual,
      Tolerance tolerance) {
    String shape = print(expected.getShape());
    if (actual == null) {
      return new ParityRow(caseName, tensor, shape, Double.NaN, Double.NaN, "missing");
    }
    if (!Arrays.equals(expected.getShape(), actual.getShape())) {
      String fault = "the computed shape is " + print(actual.getShape());
      return new ParityRow(caseName, tensor, shape, Double.NaN, Double.NaN, fault);
    }
    double magnitude = expected.getMagnitude();
    double absolute = 0;
    double relative = 0;
    String fault = null;
    for (int i = 0; i < expected.getSize(); i++) {
      if (!actual.isCompared(i)) {
        continue;
      }
      double wanted = expected.get(i);
      double got = actual.get(i);
      double difference = wanted == got ? 0 : Math.abs(wanted - got);
      absolute = Math.max(absolute, difference);
      double whole = tolerance instanceof Tolerance.Relative ? Math.abs(wanted) : magnitude;
      relative = Math.max(relative, difference == 0 ? 0 : difference / whole);
      if (!Double.isFinite(wanted) || !Double.isFinite(got)) {
        fault = "NaN or infinite";
      } else if (fault == null && !tolerance.allows(wanted, got)) {
        fault = "difference too large";
      }
    }
    return new ParityRow(caseName, tensor, shape, absolute, relative, fault);
  }

  private static String print(long[] shape) {
    return Arrays.toString(shape).replace(" ", "");
  }
}
