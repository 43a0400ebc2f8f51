package io.noisette.noise;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.noising.NoisingModule;

/**
 * Guice module: binds the noising functions and registers {@code noise-list} and {@code
 * noise-preview}. Every task that uses noise installs it.
 */
public final class NoiseModule extends OnceModule {

  @Override
  protected void configure() {
    install(new NoisingModule());
    MapBinder<String, Command<?>> commands =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {});
    commands.addBinding("noise-list").to(NoiseListCommand.class);
    commands.addBinding("noise-preview").to(NoisePreviewCommand.class);
  }
}
