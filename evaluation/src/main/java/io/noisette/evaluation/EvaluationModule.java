package io.noisette.evaluation;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;

/**
 * Guice module: registers the subcommand {@code evaluate}, and declares the map of evaluations that
 * other modules extend.
 */
public final class EvaluationModule extends OnceModule {

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("evaluate")
        .to(EvaluateCommand.class);
    MapBinder.newMapBinder(
        binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {});
  }
}
