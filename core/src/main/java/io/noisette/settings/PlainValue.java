package io.noisette.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Value of a setting in the form that JSON and YAML have. */
final class PlainValue {

  private PlainValue() {}

  /** Returns a number, boolean, string or list of these; null for none. */
  static @Nullable Object of(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(PlainValue::of).toList();
    }
    if (value instanceof Enum<?> constant) {
      return ValueType.print(constant);
    }
    return value instanceof Path path ? path.toString() : value;
  }

  /** Returns the texts that a user would give for a plain value; null for none. */
  static @Nullable List<String> toTexts(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    List<?> items = value instanceof List<?> list ? list : List.of(value);
    return items.stream().map(String::valueOf).toList();
  }

  /** Compares numbers by value, because JSON does not distinguish int from long, nor 1.0 from 1. */
  static boolean isSame(@Nullable Object value, @Nullable Object other) {
    return (value instanceof Number number && other instanceof Number given)
        ? number.doubleValue() == given.doubleValue()
        : Objects.equals(value, other);
  }
}
