package io.noisette.reproduce;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.Evaluation;

/**
 * Guice module: registers the subcommand {@code reproduce}, and declares the maps of recipes and
 * evaluations that other modules extend.
 */
public final class ReproduceModule extends OnceModule {

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("reproduce")
        .to(ReproduceCommand.class);
    MapBinder.newMapBinder(
        binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {});
    MapBinder.newMapBinder(
        binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {});
  }
}
