package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunctionFactory;
import java.util.Map;
import java.util.TreeMap;

/** Makes sure that a name in a spec means one thing. */
final class FactoriesByName {

  private FactoriesByName() {}

  static Map<String, NoisingFunctionFactory> of(
      Iterable<? extends NoisingFunctionFactory> factories) {
    Map<String, NoisingFunctionFactory> byName = new TreeMap<>();
    for (NoisingFunctionFactory factory : factories) {
      String name = factory.getName();
      if (!NoiseSpec.NAME.matcher(name).matches() || name.equals(NoiseSpec.NONE)) {
        throw new IllegalStateException(
            "%s is called '%s', which no noise spec can say".formatted(className(factory), name));
      }
      NoisingFunctionFactory other = byName.put(name, factory);
      if (other != null) {
        throw new IllegalStateException(
            "two noising functions are called '%s': %s and %s"
                .formatted(name, className(other), className(factory)));
      }
    }
    return byName;
  }

  private static String className(NoisingFunctionFactory factory) {
    return factory.getClass().getName();
  }
}
