package io.noisette.reproduce;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;

/**
 * Guice module: registers the subcommand {@code reproduce}, and declares the map of recipes that
 * other modules extend.
 */
public final class ReproduceModule extends AbstractModule {

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("reproduce")
        .to(ReproduceCommand.class);
    MapBinder.newMapBinder(
        binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {});
  }
}
