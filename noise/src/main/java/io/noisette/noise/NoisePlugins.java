package io.noisette.noise;

import io.noisette.command.Console;
import io.noisette.failure.UsageException;
import io.noisette.noising.NoiseCompiler;
import io.noisette.noising.Plugin;
import io.noisette.noising.PluginDirectory;
import io.noisette.noising.PluginException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads the noising functions of plug-ins, from the distribution's directory and from {@code
 * --plugins}, beside the built-in ones.
 */
public final class NoisePlugins {

  /** System property with the plug-in directory of a distribution, set by its start script. */
  private static final String PROPERTY = "noisette.plugins";

  private final NoiseCompiler builtIn;

  /** Creates a loader that adds plug-in functions to the built-in ones. */
  @Inject
  public NoisePlugins(NoiseCompiler builtIn) {
    this.builtIn = builtIn;
  }

  /**
   * Loads all plug-ins and logs name, functions and SHA-256 of each.
   *
   * @throws UsageException if a plug-in cannot be used
   */
  public NoiseCompiler load(PluginSettings settings, Console console) throws IOException {
    List<Plugin> plugins = find(settings);
    NoiseCompiler compiler = add(plugins);
    for (Plugin plugin : plugins) {
      String names = String.join(", ", plugin.getNames());
      console.info(
          "plug-in %s: noising functions %s; SHA-256 of the file %s"
              .formatted(plugin.path(), names, PluginDigest.of(plugin)));
    }
    return compiler;
  }

  /** Loads all plug-ins without logging, for use after a run has started. */
  public NoiseCompiler loadAgain(PluginSettings settings) throws IOException {
    return add(find(settings));
  }

  private static List<Plugin> find(PluginSettings settings) throws IOException {
    List<Plugin> plugins = new ArrayList<>();
    try {
      for (Path directory : directories(settings.plugins())) {
        plugins.addAll(PluginDirectory.load(directory));
      }
    } catch (PluginException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
    return plugins;
  }

  private NoiseCompiler add(List<Plugin> plugins) {
    try {
      return builtIn.with(plugins);
    } catch (PluginException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Returns the plug-in directories, the distribution's first, without duplicates. */
  private static List<Path> directories(@Nullable Path named) throws IOException {
    Path own = Path.of(System.getProperty(PROPERTY, ""));
    boolean hasOwn = own.isAbsolute() && Files.isDirectory(own);
    if (named == null) {
      return hasOwn ? List.of(own) : List.of();
    }
    boolean isTwice = hasOwn && Files.exists(named) && Files.isSameFile(own, named);
    return hasOwn && !isTwice ? List.of(own, named) : List.of(named);
  }
}
