package io.noisette.noising.spi;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The arguments of one step of a noise spec, with a record of which were asked for. */
public final class NoiseArguments {

  private final Map<String, String> values;
  private final Set<String> known = new TreeSet<>();

  public NoiseArguments(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  public double getDouble(String name, double defaultValue) {
    known.add(name);
    String text = values.get(name);
    if (text == null) {
      return defaultValue;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number, not '" + text + "'", e);
    }
  }

  /** Like {@link #getDouble}, for a probability: the value must lie in [0, 1]. */
  public double getProbability(String name, double defaultValue) {
    double value = getDouble(name, defaultValue);
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], not " + value);
    }
    return value;
  }
}
