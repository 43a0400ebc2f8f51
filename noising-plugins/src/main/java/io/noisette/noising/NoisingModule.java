package io.noisette.noising;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.noisette.noising.spi.NoisingFunctionFactory;

/**
 * Binds {@code Map<String, NoisingFunctionFactory>}: the functions that jars on the class path
 * list. An application adds its own through the same {@link MapBinder}.
 */
public final class NoisingModule extends AbstractModule {

  @Override
  protected void configure() {
    MapBinder<String, NoisingFunctionFactory> functions =
        MapBinder.newMapBinder(binder(), String.class, NoisingFunctionFactory.class);
    FactoriesByName.ofClassPath()
        .forEach((name, factory) -> functions.addBinding(name).toInstance(factory));
  }
}
