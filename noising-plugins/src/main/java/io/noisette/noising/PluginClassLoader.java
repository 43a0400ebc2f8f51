package io.noisette.noising;

import io.noisette.noising.spi.NoisingFunctionFactory;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.NullMarked;

/** Shows a plug-in the JDK, the SPI and its own jars, and nothing else of the application. */
final class PluginClassLoader extends URLClassLoader {

  private static final String SPI = NoisingFunctionFactory.class.getPackageName() + ".";
  private static final String NULLNESS = NullMarked.class.getPackageName() + ".";

  PluginClassLoader(String name, URL[] jars) {
    super(name, jars, ClassLoader.getPlatformClassLoader());
  }

  /** The SPI is the application's even if a jar brings its own: else they would not be one type. */
  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    return name.startsWith(SPI) || name.startsWith(NULLNESS)
        ? NoisingFunctionFactory.class.getClassLoader().loadClass(name)
        : super.loadClass(name, resolve);
  }
}
