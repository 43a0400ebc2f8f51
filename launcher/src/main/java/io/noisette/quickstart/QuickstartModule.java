package io.noisette.quickstart;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.noise.NoiseModule;
import io.noisette.report.ReportModule;
import io.noisette.report.ReportSection;

/** Guice module: registers the command {@code quickstart} and its section of the report. */
public final class QuickstartModule extends OnceModule {

  @Override
  protected void configure() {
    install(new NoiseModule());
    install(new ReportModule());
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("quickstart")
        .to(QuickstartCommand.class);
    Multibinder.newSetBinder(binder(), ReportSection.class)
        .addBinding()
        .to(RestorationSection.class);
  }
}
