package io.noisette.noising;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.noisette.noising.spi.NoisingFunctionFactory;

/**
 * Guice module: binds {@code Map<String, NoisingFunctionFactory>} to the noising functions found on
 * the class path. Applications add their own through a {@link MapBinder} of the same types.
 */
public final class NoisingModule extends AbstractModule {

  @Override
  protected void configure() {
    MapBinder<String, NoisingFunctionFactory> functions =
        MapBinder.newMapBinder(binder(), String.class, NoisingFunctionFactory.class);
    FactoriesByName.ofClassPath()
        .forEach((name, factory) -> functions.addBinding(name).toInstance(factory));
  }

  /**
   * Returns true for any other instance of this module, so that Guice installs only one of them.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof NoisingModule;
  }

  @Override
  public int hashCode() {
    return NoisingModule.class.hashCode();
  }
}
