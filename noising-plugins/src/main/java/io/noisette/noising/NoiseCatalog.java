package io.noisette.noising;

import io.noisette.noising.spi.NoiseArgument;
import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What noise there is, for users to choose from. */
public final class NoiseCatalog {

  /** A noising function as a user sees it. */
  public record Entry(String name, String description, List<NoiseArgument> arguments) {

    public Entry {
      arguments = List.copyOf(arguments);
    }
  }

  private final List<Entry> entries;

  /** Asks each factory for its arguments: one that fails does so here. */
  NoiseCatalog(Map<String, NoisingFunctionFactory> factories) {
    entries = new TreeMap<>(factories).values().stream().map(NoiseCatalog::describe).toList();
  }

  /** All functions by name, with the arguments that they ask for. */
  public List<Entry> getEntries() {
    return entries;
  }

  private static Entry describe(NoisingFunctionFactory factory) {
    NoiseArguments arguments = new NoiseArguments(Map.of());
    try {
      var unused = factory.create(arguments, new AnyVocabulary());
    } catch (IllegalArgumentException e) {
      throw new PluginException(
          FactoriesByName.describe(factory) + " refuses its own defaults: " + e.getMessage(), e);
    }
    return new Entry(factory.getName(), factory.getDescription(), arguments.getDeclared());
  }

  /** Factories want one, also to be asked for their arguments. */
  private record AnyVocabulary() implements Vocabulary {

    @Override
    public int getSize() {
      return 2;
    }

    @Override
    public int getMaskId() {
      return 0;
    }

    @Override
    public boolean isSpecial(int id) {
      return id == 0;
    }

    @Override
    public boolean isWordStart(int id) {
      return true;
    }
  }
}
