package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunctionFactory;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Makes sure that a name in a spec means one thing. */
final class FactoriesByName {

  private FactoriesByName() {}

  /** What jars on the class path list. */
  static Map<String, NoisingFunctionFactory> ofClassPath() {
    ClassLoader loader = FactoriesByName.class.getClassLoader();
    return of(ServiceLoader.load(NoisingFunctionFactory.class, loader));
  }

  static Map<String, NoisingFunctionFactory> of(
      Iterable<? extends NoisingFunctionFactory> factories) {
    Map<String, NoisingFunctionFactory> byName = new TreeMap<>();
    for (NoisingFunctionFactory factory : factories) {
      String name = factory.getName();
      if (!NoiseSpec.NAME.matcher(name).matches() || name.equals(NoiseSpec.NONE)) {
        throw new PluginException(
            "%s is called '%s', which no noise spec can say".formatted(describe(factory), name));
      }
      NoisingFunctionFactory other = byName.put(name, factory);
      if (other != null) {
        throw new PluginException(
            "two noising functions are called '%s': %s and %s"
                .formatted(name, describe(other), describe(factory)));
      }
    }
    return byName;
  }

  /** As an error names it. */
  static String describe(NoisingFunctionFactory factory) {
    return factory instanceof PluginFunction ? factory.toString() : factory.getClass().getName();
  }
}
