package io.noisette.noise;

import io.noisette.noising.Noise;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.spi.Vocabulary;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Digests by which a run recognizes the noising functions that are not built in. */
public final class NoiseDigests {

  /** Beginning of the name of a plug-in's digest; the name of the noising function follows. */
  static final String PLUGIN = "plug-in ";

  private NoiseDigests() {}

  /**
   * Returns the digests of the plug-ins of a noise, and of its functions that the calling program
   * has defined, by name.
   */
  public static Map<String, String> of(Noise noise, NoiseCompiler compiler, Vocabulary vocabulary)
      throws IOException {
    Map<String, String> digests = new LinkedHashMap<>();
    for (var plugin : compiler.findPlugins(noise.getSpec()).entrySet()) {
      digests.put(PLUGIN + plugin.getKey(), PluginDigest.of(plugin.getValue()));
    }
    for (var function : compiler.findOwn(noise.getSpec()).entrySet()) {
      digests.put(
          "noising function " + function.getKey(),
          FunctionDigest.of(function.getValue(), noise, vocabulary));
    }
    return digests;
  }
}
