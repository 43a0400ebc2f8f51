package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunctionFactory;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.NullMarked;

/** Class loader of one plug-in, which gives it access to the JDK, the SPI and its own jars only. */
final class PluginClassLoader extends URLClassLoader {

  private static final String SPI = NoisingFunctionFactory.class.getPackageName() + ".";
  private static final String NULLNESS = NullMarked.class.getPackageName() + ".";

  PluginClassLoader(String name, URL[] jars) {
    super(name, jars, ClassLoader.getPlatformClassLoader());
  }

  /**
   * Loads a class; SPI classes come from the application even if a jar contains a copy, because a
   * copy would be another type.
   */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(SPI) || name.startsWith(NULLNESS)
        ? NoisingFunctionFactory.class.getClassLoader().loadClass(name)
        : super.loadClass(name, resolve);
  }
}
