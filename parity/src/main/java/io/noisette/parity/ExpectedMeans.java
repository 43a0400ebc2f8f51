package io.noisette.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.noisette.failure.CorruptDataException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Expected values of something random. In a file they are an object with the keys {@code "mean"}
 * and {@code "tolerance"}, each a number or a list of numbers.
 *
 * @param shape of the values in the file, such as {@code [3]}
 * @param tolerances largest difference that is allowed, for each mean
 */
record ExpectedMeans(String shape, List<Double> means, List<Double> tolerances) {

  static final String MEAN = "mean";
  private static final String TOLERANCE = "tolerance";

  /** Keys of the form. */
  static final Set<String> KEYS = Set.of(MEAN, TOLERANCE);

  /** Returns whether values are of this form, for which one of the two is enough. */
  static boolean isIn(JsonObject values) {
    return KEYS.stream().anyMatch(values::has);
  }

  /**
   * Reads the two.
   *
   * @param where description of the object, for errors
   * @throws CorruptDataException if one is missing or not of the form
   */
  static ExpectedMeans read(String where, JsonObject values) {
    List<Double> means = toNumbers(where, values, MEAN);
    List<Double> tolerances = toNumbers(where, values, TOLERANCE);
    if (means.size() != tolerances.size()) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: 'tolerance' has %d numbers, but 'mean' %d",
              where,
              tolerances.size(),
              means.size()));
    }
    if (tolerances.stream().anyMatch(tolerance -> tolerance < 0)) {
      throw new CorruptDataException(where + ": 'tolerance' has a negative number");
    }
    String shape = values.get(MEAN).isJsonArray() ? "[" + means.size() + "]" : "[]";
    return new ExpectedMeans(shape, means, tolerances);
  }

  /** Compares them with computed values, a number or a list. */
  ParityRow compare(String caseName, String path, @Nullable JsonElement actual) {
    if (actual == null) {
      return new ParityRow(caseName, path, shape, 0, 0, "missing");
    }
    List<Double> values = toNumbers("computed value", actual);
    if (values.size() != means.size()) {
      String fault = "the computed list has " + values.size() + " values";
      return new ParityRow(caseName, path, shape, 0, 0, fault);
    }
    double absolute = 0;
    double relative = 0;
    String fault = null;
    for (int i = 0; i < means.size(); i++) {
      double difference = Math.abs(values.get(i) - means.get(i));
      absolute = Math.max(absolute, difference);
      relative = Math.max(relative, difference == 0 ? 0 : difference / Math.abs(means.get(i)));
      if (!(difference <= tolerances.get(i))) {
        fault = "difference larger than the tolerance of the file";
      }
    }
    return new ParityRow(caseName, path, shape, absolute, relative, fault);
  }

  private static List<Double> toNumbers(String where, JsonObject values, String key) {
    if (!values.has(key)) {
      throw new CorruptDataException(where + ": '" + key + "' is missing");
    }
    return toNumbers(where + ": '" + key + "'", values.get(key));
  }

  private static List<Double> toNumbers(String where, JsonElement json) {
    List<JsonElement> elements = json instanceof JsonArray array ? array.asList() : List.of(json);
    return elements.stream().map(element -> toNumber(where, element)).toList();
  }

  private static double toNumber(String where, JsonElement element) {
    if (element instanceof JsonPrimitive value
        && value.isNumber()
        && Double.isFinite(value.getAsDouble())) {
      return value.getAsDouble();
    }
    throw new CorruptDataException(where + " holds " + element + ", which is not a number");
  }
}
