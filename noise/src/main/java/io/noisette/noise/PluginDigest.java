package io.noisette.noise;

import io.noisette.digest.Sha256;
import io.noisette.noising.Plugin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** SHA-256 that identifies a plug-in, independently of its path. */
public final class PluginDigest {

  private PluginDigest() {}

  /**
   * Computes the SHA-256 of the plug-in's jar or, for a folder of jars, of the output of {@code
   * sha256sum *.jar}.
   */
  public static String of(Plugin plugin) throws IOException {
    if (plugin.jars().contains(plugin.path())) {
      return Sha256.of(plugin.path());
    }
    StringBuilder lines = new StringBuilder();
    for (Path jar : plugin.jars()) {
      lines.append(Sha256.of(jar)).append("  ").append(jar.getFileName()).append('\n');
    }
    return Sha256.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
