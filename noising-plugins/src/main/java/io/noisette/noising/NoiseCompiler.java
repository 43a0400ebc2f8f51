package io.noisette.noising;

import io.noisette.noising.NoiseSpec.Step;
import io.noisette.noising.builtin.Infill;
import io.noisette.noising.spi.NoiseArgument;
import io.noisette.noising.spi.NoiseArgumentException;
import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.Vocabulary;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compiles noise specs, written as text, to {@link Noise} that can be applied to documents. */
public final class NoiseCompiler {

  private final Map<String, NoisingFunctionFactory> factories;
  private final List<Plugin> plugins;

  /** Creates a compiler that knows the given noising functions, by name. */
  @Inject
  public NoiseCompiler(Map<String, NoisingFunctionFactory> factories) {
    this(factories, List.of());
  }

  private NoiseCompiler(Map<String, NoisingFunctionFactory> factories, List<Plugin> plugins) {
    this.factories = Collections.unmodifiableMap(new LinkedHashMap<>(factories));
    this.plugins = List.copyOf(plugins);
  }

  /**
   * Returns a compiler that also knows the noising functions of plug-ins.
   *
   * @throws PluginException if two functions have the same name, or a factory fails
   */
  public NoiseCompiler with(List<Plugin> more) {
    List<NoisingFunctionFactory> all = new ArrayList<>(factories.values());
    more.forEach(plugin -> all.addAll(plugin.functions()));
    NoiseCompiler compiler =
        new NoiseCompiler(
            FactoriesByName.of(all), Stream.concat(plugins.stream(), more.stream()).toList());
    var unused = compiler.getCatalog(); // calls every factory, so that a broken one fails here
    return compiler;
  }

  /** Returns all noising functions that a spec can name. */
  public NoiseCatalog getCatalog() {
    return new NoiseCatalog(factories);
  }

  /** Returns the plug-ins that a noise spec uses, by the name of the noising function. */
  public SortedMap<String, Plugin> findPlugins(NoiseSpec spec) {
    Set<String> used = spec.steps().stream().map(Step::name).collect(Collectors.toSet());
    SortedMap<String, Plugin> found = new TreeMap<>();
    for (Plugin plugin : plugins) {
      for (String name : plugin.getNames()) {
        if (used.contains(name)) {
          found.put(name, plugin);
        }
      }
    }
    return found;
  }

  /**
   * Returns the noising functions of a spec that the calling program has defined, by name: those
   * that are neither built in nor from plug-ins.
   */
  public SortedMap<String, NoisingFunctionFactory> findOwn(NoiseSpec spec) {
    SortedMap<String, NoisingFunctionFactory> found = new TreeMap<>();
    for (Step step : spec.steps()) {
      NoisingFunctionFactory factory = factories.get(step.name());
      if (factory != null
          && !(factory instanceof PluginFunction)
          && !factory.getClass().getPackage().equals(Infill.class.getPackage())) {
        found.put(step.name(), factory);
      }
    }
    return found;
  }

  /**
   * Returns a compiler for the noising functions found on the class path by {@link
   * java.util.ServiceLoader}.
   */
  public static NoiseCompiler ofClassPath() {
    return new NoiseCompiler(FactoriesByName.ofClassPath());
  }

  /**
   * Creates the noising functions of a spec for a vocabulary.
   *
   * @throws IllegalArgumentException for an unknown function or argument, or an invalid value; the
   *     message names the column in the canonical spec and the choices
   * @throws PluginException if a plug-in fails
   */
  public Noise compile(NoiseSpec spec, Vocabulary vocabulary) {
    List<NoisingFunction> functions = new ArrayList<>();
    for (int step = 0; step < spec.steps().size(); step++) {
      functions.add(compile(spec, step, vocabulary));
    }
    return new Noise(spec, functions, vocabulary.getSize());
  }

  private NoisingFunction compile(NoiseSpec spec, int index, Vocabulary vocabulary) {
    Step step = spec.steps().get(index);
    NoisingFunctionFactory factory = factories.get(step.name());
    if (factory == null) {
      String choices = NameSuggestion.among(factories.keySet(), step.name());
      throw SpecProblem.atStep(
          spec, index, "unknown noising function '" + step.name() + "'" + choices);
    }
    NoiseArguments arguments = new NoiseArguments(step.arguments());
    NoisingFunction function = create(factory, arguments, spec, index, vocabulary);
    requireAllKnown(spec, index, arguments);
    return function;
  }

  private static NoisingFunction create(
      NoisingFunctionFactory factory,
      NoiseArguments arguments,
      NoiseSpec spec,
      int index,
      Vocabulary vocabulary) {
    try {
      return factory.create(arguments, vocabulary);
    } catch (NoiseArgumentException e) {
      throw SpecProblem.atValue(spec, index, e.getArgument(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw SpecProblem.atStep(spec, index, String.valueOf(e.getMessage()));
    }
  }

  private static void requireAllKnown(NoiseSpec spec, int index, NoiseArguments arguments) {
    List<String> known = arguments.getDeclared().stream().map(NoiseArgument::name).toList();
    Step step = spec.steps().get(index);
    for (String name : step.arguments().keySet()) {
      if (!known.contains(name)) {
        String choices = NameSuggestion.among(known, name);
        throw SpecProblem.atName(
            spec, index, name, step.name() + " has no argument '" + name + "'" + choices);
      }
    }
  }
}
