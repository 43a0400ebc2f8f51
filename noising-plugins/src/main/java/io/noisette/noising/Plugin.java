package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunctionFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * A plug-in that was found.
 *
 * @param path the jar, or the folder of the jars
 * @param jars all its jars, in the order of their names
 * @param functions what it offers, at least one
 */
public record Plugin(Path path, List<Path> jars, List<NoisingFunctionFactory> functions) {

  public Plugin {
    jars = List.copyOf(jars);
    functions = List.copyOf(functions);
  }

  /** The names of the functions. */
  public List<String> getNames() {
    return functions.stream().map(NoisingFunctionFactory::getName).toList();
  }
}
