package io.noisette.evaluation;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.reproduce.ReproduceCommand;
import io.noisette.reproduce.StageRecipe;

/** Guice module: {@code evaluate}, {@code reproduce}, and the maps that task modules add to. */
public final class EvaluationModule extends AbstractModule {

  @Override
  protected void configure() {
    MapBinder<String, Command<?>> commands =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {});
    commands.addBinding("evaluate").to(EvaluateCommand.class);
    commands.addBinding("reproduce").to(ReproduceCommand.class);
    MapBinder.newMapBinder(
        binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {});
    MapBinder.newMapBinder(
        binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {});
  }
}
