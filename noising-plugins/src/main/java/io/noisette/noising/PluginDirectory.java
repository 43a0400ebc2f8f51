package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunctionFactory;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Loader for a directory of plug-ins, in which each jar and each folder of jars is one plug-in. */
public final class PluginDirectory {

  private static final String SERVICE = NoisingFunctionFactory.class.getName();

  private PluginDirectory() {}

  /**
   * Loads all plug-ins in a directory, sorted by name, each with its own class loader. Names that
   * begin with a dot, and files that are not jars, are ignored.
   *
   * @throws PluginException if the directory does not exist or a plug-in cannot be used
   */
  public static List<Plugin> load(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new PluginException(
          Files.exists(directory)
              ? directory + " is a file; expected a directory with plug-in jars"
              : "the plug-in directory " + directory + " does not exist");
    }
    List<Plugin> plugins = new ArrayList<>();
    for (Path entry : list(directory)) {
      if (Files.isDirectory(entry)) {
        plugins.add(loadFolder(entry));
      } else if (isJar(entry)) {
        plugins.add(load(entry, List.of(entry)));
      }
    }
    return plugins;
  }

  private static Plugin loadFolder(Path folder) throws IOException {
    List<Path> jars = list(folder).stream().filter(PluginDirectory::isJar).toList();
    if (jars.isEmpty()) {
      throw new PluginException("plug-in " + folder + " contains no jar");
    }
    return load(folder, jars);
  }

  private static Plugin load(Path plugin, List<Path> jars) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      requireJar(jar);
      urls.add(jar.toUri().toURL());
    }
    ClassLoader loader = new PluginClassLoader(plugin.toString(), urls.toArray(URL[]::new));
    List<NoisingFunctionFactory> functions = new ArrayList<>();
    try {
      for (var factory : ServiceLoader.load(NoisingFunctionFactory.class, loader)) {
        functions.add(new PluginFunction(plugin, factory));
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new PluginException("plug-in " + plugin + " cannot be loaded: " + reason(e), e);
    }
    if (functions.isEmpty()) {
      throw new PluginException(
          "plug-in %s lists no noising function in META-INF/services/%s; put the jars of one"
                  .formatted(plugin, SERVICE)
              + " plug-in into a folder of their own");
    }
    return new Plugin(plugin, jars, functions);
  }

  /** Checks that a jar can be opened, because a class loader silently ignores a broken one. */
  private static void requireJar(Path path) {
    try {
      new JarFile(path.toFile()).close();
    } catch (IOException e) {
      throw new PluginException("plug-in " + path + " is not a readable jar: " + e.getMessage(), e);
    }
  }

  private static String reason(Error failure) {
    if (failure instanceof ServiceConfigurationError) {
      String text = String.valueOf(failure.getMessage()).replace(SERVICE + ": ", "");
      Throwable cause = failure.getCause();
      return cause == null ? text : text + ": " + PluginException.describe(cause);
    }
    return PluginException.describe(failure);
  }

  private static boolean isJar(Path path) {
    return path.toString().endsWith(".jar");
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> !entry.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}
