package io.noisette.template;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.report.ReportModule;

/** Guice module: registers the command {@code bigram-lm}. */
public final class BigramModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ReportModule());
    MapBinder<String, Command<?>> commands =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {});
    commands.addBinding("bigram-lm").to(BigramCommand.class);
  }
}
