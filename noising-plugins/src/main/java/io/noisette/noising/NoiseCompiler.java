package io.noisette.noising;

import io.noisette.noising.NoiseSpec.Step;
import io.noisette.noising.spi.NoiseArgument;
import io.noisette.noising.spi.NoiseArgumentException;
import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunction;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.Vocabulary;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a {@link NoiseSpec} into {@link Noise} for a vocabulary. */
public final class NoiseCompiler {

  private final Map<String, NoisingFunctionFactory> factories;

  @Inject
  public NoiseCompiler(Map<String, NoisingFunctionFactory> factories) {
    this.factories = Map.copyOf(factories);
  }

  /**
   * Builds the functions of the spec.
   *
   * @throws IllegalArgumentException for an unknown function or argument, or a value that makes no
   *     sense, with the column in the canonical text and the choices
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
      String choices = Suggestion.among(factories.keySet(), step.name());
      throw SpecProblem.atStep(
          spec, index, "no noising function is called '" + step.name() + "'" + choices);
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
        String choices = Suggestion.among(known, name);
        throw SpecProblem.atName(
            spec, index, name, step.name() + " knows no argument '" + name + "'" + choices);
      }
    }
  }
}
