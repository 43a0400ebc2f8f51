package io.noisette.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of the constants that a kernel class declares. */
final class ConstantValues {

  private ConstantValues() {}

  /**
   * Checks values against the declared constants.
   *
   * @param source the kernel class
   * @param given an {@link Integer} or {@link ScalarType} for an {@code int}, a {@link Double} for
   *     a {@code float}, a {@link Boolean} for a {@code bool}, a {@link String} for a {@code str}
   * @return the values that libtorch stores, in the order of the declarations
   * @throws IllegalArgumentException if a constant is missing, not declared or of the wrong type
   */
  static Map<String, Object> of(KernelSource source, Map<String, ?> given) {
    Map<String, String> declared = source.getConstants();
    for (String constant : given.keySet()) {
      if (!declared.containsKey(constant)) {
        throw new IllegalArgumentException(
            "the kernel file %s.py declares no constant %s; it declares %s"
                .formatted(source.getName(), constant, String.join(", ", declared.keySet())));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    declared.forEach(
        (constant, type) -> {
          Object value = given.get(constant);
          Object stored = value instanceof ScalarType scalar ? (Integer) scalar.getNumber() : value;
          if (!type.equals(typeOf(stored))) {
            throw new IllegalArgumentException(
                "the kernel file %s.py needs a constant %s of type %s, but the caller passed %s"
                    .formatted(source.getName(), constant, type, value));
          }
          values.put(constant, stored);
        });
    return values;
  }

  private static @Nullable String typeOf(@Nullable Object value) {
    if (value instanceof Integer) {
      return "int";
    }
    if (value instanceof Double) {
      return "float";
    }
    if (value instanceof String) {
      return "str";
    }
    return value instanceof Boolean ? "bool" : null;
  }
}
