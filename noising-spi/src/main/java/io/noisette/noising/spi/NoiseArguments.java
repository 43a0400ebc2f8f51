package io.noisette.noising.spi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the arguments of one noising function in a noise spec. Reading an argument also
 * declares it: arguments that are given but never read are reported as unknown, and those read are
 * listed by {@code noise-list}.
 */
public final class NoiseArguments {

  /** Java would also take {@code 0.3f} and {@code 0x1p-2}. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d++(\\.\\d*+)?|\\.\\d++)([eE][+-]?\\d++)?");

  private final Map<String, String> values;
  private final List<NoiseArgument> declared = new ArrayList<>();

  /**
   * Copies the arguments of one noising function, as text by name.
   *
   * @param values text by argument name; the text of a flag is empty
   */
  public NoiseArguments(Map<String, String> values) {
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Registers an argument with its help text and returns its value, a finite number.
   *
   * @param meaning effect, unit and origin of the default, for {@code noise-list}
   * @throws NoiseArgumentException if the value is not a finite number
   */
  public double getDouble(String name, double defaultValue, String meaning) {
    String text = declare(name, plain(defaultValue), meaning);
    if (text == null) {
      return defaultValue;
    }
    double value = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
    if (Double.isFinite(value)) {
      return value;
    }
    throw invalid(name, "must be a number");
  }

  /**
   * Registers an argument with its help text and returns its value, a number in [0, 1].
   *
   * @throws NoiseArgumentException if the value is not a number in [0, 1]
   */
  public double getProbability(String name, double defaultValue, String meaning) {
    double value = getDouble(name, defaultValue, meaning);
    if (value < 0 || value > 1) {
      throw invalid(name, "must be in [0, 1]");
    }
    return value;
  }

  /**
   * Registers an argument with its help text and returns its value, an integer.
   *
   * @throws NoiseArgumentException if the value is not an integer
   */
  public int getInt(String name, int defaultValue, String meaning) {
    String text = declare(name, Integer.toString(defaultValue), meaning);
    try {
      return text == null ? defaultValue : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid(name, "must be a whole number");
    }
  }

  /**
   * Registers a flag with its help text and returns whether it is set, as {@code whole-words} or
   * {@code whole-words=true}.
   *
   * @throws NoiseArgumentException if the value is neither true nor false
   */
  public boolean isFlagSet(String name, String meaning) {
    String text = declare(name, "false", meaning);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.isEmpty() || text.equals("true")) {
      return true;
    }
    throw invalid(name, "is a flag: it must be true or false");
  }

  /**
   * Creates the exception for a value of the right type that the noising function rejects.
   *
   * @param name of the argument
   * @param rule condition that valid values meet, such as {@code "must be -1, 0 or 1"}
   */
  public NoiseArgumentException invalid(String name, String rule) {
    String text = values.get(name);
    String found = text == null || text.isEmpty() ? "nothing" : "'" + text + "'";
    return new NoiseArgumentException(name, name + " " + rule + ", not " + found);
  }

  /** Returns the arguments read so far, in the order of reading. */
  public List<NoiseArgument> getDeclared() {
    return List.copyOf(declared);
  }

  private @Nullable String declare(String name, String defaultValue, String meaning) {
    declared.add(new NoiseArgument(name, defaultValue, meaning));
    return values.get(name);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
