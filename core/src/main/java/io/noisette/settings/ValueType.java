package io.noisette.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Conversion of the text of one value to an object.
 *
 * @param placeholder placeholder of such a value in help texts
 * @param choices all possible texts, or empty if they cannot be listed
 * @param parser parser of the text; throws {@link IllegalArgumentException} with a description of
 *     valid values
 */
record ValueType(String placeholder, List<String> choices, Function<String, Object> parser) {

  private static final String DIGITS = "\\d++(?:_\\d++)*+"; // such as 1_000
  private static final Pattern WHOLE = Pattern.compile("[+-]?" + DIGITS);

  /** A digit before the exponent other than 0. */
  private static final Pattern NOT_ZERO = Pattern.compile("^[^eE]*[1-9]");

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(" + DIGITS + "(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?");

  static ValueType of(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return new ValueType("N", List.of(), ValueType::parseInt);
    }
    if (type == long.class || type == Long.class) {
      return new ValueType("N", List.of(), ValueType::parseLong);
    }
    if (type == double.class || type == Double.class) {
      return new ValueType("X", List.of(), ValueType::parseDouble);
    }
    if (type == boolean.class || type == Boolean.class) {
      return new ValueType("true|false", List.of("true", "false"), ValueType::parseBoolean);
    }
    if (type == String.class) {
      return new ValueType("TEXT", List.of(), text -> text);
    }
    if (type == Path.class) {
      return new ValueType("PATH", List.of(), ValueType::parsePath);
    }
    if (type.isEnum()) {
      return ofEnum(type);
    }
    throw new IllegalStateException(
        "a record of settings must not have a component of type " + type.getName());
  }

  private static ValueType ofEnum(Class<?> type) {
    List<String> choices = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      choices.add(print((Enum<?>) constant));
    }
    return new ValueType(
        String.join("|", choices),
        choices,
        text -> {
          int index = choices.indexOf(text);
          if (index < 0) {
            throw new IllegalArgumentException("one of " + String.join(", ", choices));
          }
          return type.getEnumConstants()[index];
        });
  }

  static String print(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object parseInt(String text) {
    long value = (Long) parseLong(text);
    if (value != (int) value) {
      throw new IllegalArgumentException("between -2147483648 and 2147483647");
    }
    return (int) value;
  }

  private static Object parseLong(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("a whole number");
    }
    try {
      return Long.valueOf(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a whole number of at most 18 digits", e);
    }
  }

  private static Object parseDouble(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException("a number, such as 0.1 or 1e-3");
    }
    double value = Double.parseDouble(text.replace("_", ""));
    if (Double.isInfinite(value)) {
      throw new IllegalArgumentException("a finite number");
    }
    if (value == 0 && NOT_ZERO.matcher(text).find()) {
      throw new IllegalArgumentException("0, or a number that is not so close to it");
    }
    return value;
  }

  private static Object parseBoolean(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException("true or false");
  }

  private static Object parsePath(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a path");
    }
    try {
      return HomeDirectory.expand(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("a path", e);
    }
  }
}
