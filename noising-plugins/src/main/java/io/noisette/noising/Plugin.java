package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunctionFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * A loaded plug-in: its jars, and the noising functions they contain.
 *
 * @param path the jar, or the folder with the jars
 * @param jars all its jars, sorted by name
 * @param functions factories of the plug-in's noising functions, at least one
 */
public record Plugin(Path path, List<Path> jars, List<NoisingFunctionFactory> functions) {

  public Plugin {
    jars = List.copyOf(jars);
    functions = List.copyOf(functions);
  }

  /** Returns the names of the plug-in's noising functions. */
  public List<String> getNames() {
    return functions.stream().map(NoisingFunctionFactory::getName).toList();
  }
}
