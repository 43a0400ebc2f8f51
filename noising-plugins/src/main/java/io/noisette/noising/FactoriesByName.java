package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunctionFactory;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Map of noising function factories by name, which checks that names are valid and unique. */
final class FactoriesByName {

  private FactoriesByName() {}

  /** Returns the factories found on the class path by {@link ServiceLoader}. */
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
            "%s has the invalid name '%s'; use lower-case words joined by hyphens, but not 'none'"
                .formatted(describe(factory), name));
      }
      NoisingFunctionFactory other = byName.put(name, factory);
      if (other != null) {
        throw new PluginException(
            "two noising functions have the name '%s': %s and %s"
                .formatted(name, describe(other), describe(factory)));
      }
    }
    return byName;
  }

  /** Returns the description of a factory for error messages. */
  static String describe(NoisingFunctionFactory factory) {
    return factory instanceof PluginFunction ? factory.toString() : factory.getClass().getName();
  }
}
