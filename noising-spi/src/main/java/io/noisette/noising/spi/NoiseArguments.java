package io.noisette.noising.spi;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one step of a noise spec. Asking for an argument declares it: what nobody asked
 * for is an error, and what was asked for is listed to users.
 */
public final class NoiseArguments {

  private final Map<String, String> values;
  private final List<NoiseArgument> declared = new ArrayList<>();

  /**
   * Copies its argument.
   *
   * @param values text by name; the text of a flag is empty
   */
  public NoiseArguments(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /** A finite number. */
  public double getDouble(String name, double defaultValue, String meaning) {
    String text = declare(name, plain(defaultValue), meaning);
    if (text == null) {
      return defaultValue;
    }
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Told below, as for NaN.
    }
    throw invalid(name, "must be a number");
  }

  /** Like {@link #getDouble}, for a probability or a share: the value must lie in [0, 1]. */
  public double getProbability(String name, double defaultValue, String meaning) {
    double value = getDouble(name, defaultValue, meaning);
    if (value < 0 || value > 1) {
      throw invalid(name, "must be in [0, 1]");
    }
    return value;
  }

  public int getInt(String name, int defaultValue, String meaning) {
    String text = declare(name, Integer.toString(defaultValue), meaning);
    try {
      return text == null ? defaultValue : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw invalid(name, "must be a whole number");
    }
  }

  /** A flag is on if it is there: {@code whole-words}, or {@code whole-words=true}. */
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
   * The error for a value that its type allows and the function does not.
   *
   * @param rule what holds for a good value, such as {@code "must be -1, 0 or 1"}
   */
  public NoiseArgumentException invalid(String name, String rule) {
    String text = values.get(name);
    String found = text == null || text.isEmpty() ? "nothing" : "'" + text + "'";
    return new NoiseArgumentException(name, name + " " + rule + ", not " + found);
  }

  /** What was asked for so far, in that order. */
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
