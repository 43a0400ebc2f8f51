package io.noisette.noise;

import io.noisette.failure.UsageException;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.NoiseSpec;
import io.noisette.noising.Plugin;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Plug-ins that a run was started with.
 *
 * @param digests SHA-256 of each, by the name of its noising function
 */
public record RecordedPlugins(Map<String, String> digests) {

  public RecordedPlugins {
    digests = Collections.unmodifiableMap(new TreeMap<>(digests));
  }

  /** Returns the plug-ins among the digests of a run record. */
  public static RecordedPlugins of(Map<String, String> recorded) {
    Map<String, String> digests = new TreeMap<>();
    recorded.forEach(
        (name, digest) -> {
          if (name.startsWith(NoiseDigests.PLUGIN)) {
            digests.put(name.substring(NoiseDigests.PLUGIN.length()), digest);
          }
        });
    return new RecordedPlugins(digests);
  }

  /** Returns the noising functions of the run whose plug-in is not loaded. */
  public Set<String> findMissing(NoiseSpec noise, NoiseCompiler loaded) {
    Set<String> missing = new TreeSet<>(digests.keySet());
    missing.removeAll(loaded.findPlugins(noise).keySet());
    return missing;
  }

  /**
   * Checks that the loaded plug-ins of a noise are those that the run was started with.
   *
   * @throws UsageException if one is another
   */
  public void requireSame(NoiseSpec noise, NoiseCompiler loaded) throws IOException {
    for (Map.Entry<String, Plugin> plugin : loaded.findPlugins(noise).entrySet()) {
      if (!PluginDigest.of(plugin.getValue()).equals(digests.get(plugin.getKey()))) {
        throw new UsageException(
            plugin.getValue().path()
                + " is not the plug-in that the run was started with: its SHA-256 differs from the"
                + " recorded one");
      }
    }
  }
}
