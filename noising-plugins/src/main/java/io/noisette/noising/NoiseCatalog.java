package io.noisette.noising;

import io.noisette.noising.spi.NoiseArgument;
import io.noisette.noising.spi.NoiseArguments;
import io.noisette.noising.spi.NoisingFunctionFactory;
import io.noisette.noising.spi.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** List of all available noising functions with their arguments. */
public final class NoiseCatalog {

  /**
   * Description of a noising function for users.
   *
   * @param name as written in a noise spec
   * @param description one line that says what the function does
   * @param arguments in the order in which the function reads them
   */
  public record Entry(String name, String description, List<NoiseArgument> arguments) {

    public Entry {
      arguments = List.copyOf(arguments);
    }
  }

  private final List<Entry> entries;

  /**
   * Creates each function once with default arguments to learn which arguments it reads.
   *
   * @throws PluginException if a factory fails
   */
  NoiseCatalog(Map<String, NoisingFunctionFactory> factories) {
    entries = new TreeMap<>(factories).values().stream().map(NoiseCatalog::describe).toList();
  }

  /** Returns all noising functions, sorted by name. */
  public List<Entry> getEntries() {
    return entries;
  }

  private static Entry describe(NoisingFunctionFactory factory) {
    NoiseArguments arguments = new NoiseArguments(Map.of());
    try {
      var unused = factory.create(arguments, new AnyVocabulary());
    } catch (IllegalArgumentException e) {
      throw new PluginException(
          FactoriesByName.describe(factory)
              + " rejects its own default arguments: "
              + e.getMessage(),
          e);
    }
    return new Entry(factory.getName(), factory.getDescription(), arguments.getDeclared());
  }

  /** Smallest vocabulary with which factories can be called. */
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
