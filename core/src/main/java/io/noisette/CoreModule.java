package io.noisette;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.Streams;

/** Binds what {@code core} contributes: the verbs for text, models and checks. */
public final class CoreModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Streams.class).toInstance(Streams.ofProcess());
    // Each verb is one line: commands.addBinding("prepare").to(PrepareCommand.class);
    MapBinder.newMapBinder(
        binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {});
  }
}
