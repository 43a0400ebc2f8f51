package io.noisette.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Versions, for {@code --version} and for the record of a run.
 *
 * @param revision of git, with {@code -dirty} after it if files were changed; {@code unknown} if it
 *     was not built from a repository
 */
public record BuildInfo(
    String version, String revision, String djl, String libtorch, String libtorchPlatform) {

  /** Reads what the build wrote down. */
  public static BuildInfo load() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("build.properties is not on the class path");
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

  /** What the record of a run says of it, by name. */
  public Map<String, String> getVersions() {
    return Map.of("noisette", version, "revision", revision, "djl", djl, "libtorch", libtorch);
  }

  /** The lines of {@code --version}. */
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
