package io.noisette.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Versions of Noisette and its parts, for {@code --version} and the record of a run.
 *
 * @param version version of Noisette
 * @param revision git revision, followed by {@code -dirty} if files were changed; {@code unknown}
 *     if the build was not made in a repository
 * @param djl version of DJL
 * @param libtorch version of libtorch
 * @param libtorchPlatform platform of the libtorch natives, such as {@code cpu-linux-x86_64}
 */
public record BuildInfo(
    String version, String revision, String djl, String libtorch, String libtorchPlatform) {

  /** Reads the versions recorded by the build. */
  public static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException(
            "build.properties is missing from the class path: build or install Noisette again");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        properties.getProperty("version", ""),
        properties.getProperty("revision", ""),
        properties.getProperty("djl", ""),
        properties.getProperty("libtorch", ""),
        properties.getProperty("libtorch-platform", ""));
  }

  /** Returns the versions for the record of a run, by name. */
  public Map<String, String> getVersions() {
    return Map.of("noisette", version, "revision", revision, "djl", djl, "libtorch", libtorch);
  }

  /** Returns the text that {@code --version} prints. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        """
        noisette %s (git %s)
        DJL %s, libtorch %s (%s)
        Java %s (%s)
        """,
        version,
        revision,
        djl,
        libtorch,
        libtorchPlatform,
        System.getProperty("java.version"),
        System.getProperty("java.vendor"));
  }
}
