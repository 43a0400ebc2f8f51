package io.noisette.evaluation;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;

/** Binds the verb {@code evaluate}, and the map to which tasks add what they can measure. */
public final class EvaluationModule extends AbstractModule {

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("evaluate")
        .to(EvaluateCommand.class);
    MapBinder.newMapBinder(
        binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {});
  }
}
