package io.noisette.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.noisette.failure.CorruptDataException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Comparison of the values of one case: numbers to 1e-9 of themselves, strings and lengths equal.
 * The result has one row for each value that is not an object; the values of a list share theirs.
 * {@link ExpectedMeans} have their own tolerance.
 */
final class ValueComparison {

  private static final Tolerance TOLERANCE = new Tolerance.Relative(1e-9);

  private final ValueCase valueCase;
  private final List<ParityRow> rows = new ArrayList<>();
  private double absolute;
  private double relative;
  private @Nullable String fault;

  private ValueComparison(ValueCase valueCase) {
    this.valueCase = valueCase;
  }

  static List<ParityRow> compare(ValueCase valueCase, ValueKind kind) throws IOException {
    JsonElement actual;
    try {
      actual = kind.compute(valueCase);
    } catch (CorruptDataException e) {
      throw e;
    } catch (IllegalArgumentException
        | IllegalStateException
        | NullPointerException
        | IndexOutOfBoundsException
        | UnsupportedOperationException
        | ClassCastException e) {
      throw valueCase.corrupt(e);
    }
    ValueComparison comparison = new ValueComparison(valueCase);
    comparison.compareTree("expected", valueCase.getExpected(), actual);
    return comparison.rows;
  }

  private void compareTree(String path, JsonElement expected, @Nullable JsonElement actual) {
    if (expected instanceof JsonObject wanted && actual instanceof JsonObject got) {
      boolean isRandom = ExpectedMeans.isIn(wanted);
      if (isRandom) {
        rows.add(
            ExpectedMeans.read(valueCase.describe(), wanted)
                .compare(
                    valueCase.getName(),
                    path + "/" + ExpectedMeans.MEAN,
                    got.get(ExpectedMeans.MEAN)));
      }
      for (Map.Entry<String, JsonElement> entry : wanted.entrySet()) {
        if (!isRandom || !ExpectedMeans.KEYS.contains(entry.getKey())) {
          compareTree(path + "/" + entry.getKey(), entry.getValue(), got.get(entry.getKey()));
        }
      }
      return;
    }
    absolute = 0;
    relative = 0;
    fault = actual == null ? "missing" : null;
    if (actual != null) {
      compareValue(expected, actual);
    }
    String shape = expected instanceof JsonArray array ? "[" + array.size() + "]" : "[]";
    rows.add(new ParityRow(valueCase.getName(), path, shape, absolute, relative, fault));
  }

  private void compareValue(JsonElement expected, JsonElement actual) {
    if (expected instanceof JsonArray wanted && actual instanceof JsonArray got) {
      if (wanted.size() != got.size()) {
        fail("the computed list has " + got.size() + " values");
        return;
      }
      for (int i = 0; i < wanted.size(); i++) {
        compareValue(wanted.get(i), got.get(i));
      }
    } else if (isNumber(expected) && isNumber(actual)) {
      compareNumber(expected.getAsDouble(), actual.getAsDouble());
    } else if (!expected.equals(actual)) {
      fail("computed " + actual + " instead of " + expected);
    }
  }

  private void compareNumber(double expected, double actual) {
    double difference = Math.abs(expected - actual);
    absolute = Math.max(absolute, difference);
    relative = Math.max(relative, difference == 0 ? 0 : difference / Math.abs(expected));
    if (!TOLERANCE.allows(expected, actual)) {
      fail("difference too large");
    }
  }

  private void fail(String what) {
    if (fault == null) {
      fault = what;
    }
  }

  private static boolean isNumber(JsonElement element) {
    return element instanceof JsonPrimitive primitive && primitive.isNumber();
  }
}
