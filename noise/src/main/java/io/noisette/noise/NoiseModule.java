package io.noisette.noise;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.noising.NoisingModule;

/** Binds the noising functions and the verbs that show them; every task that noises installs it. */
public final class NoiseModule extends AbstractModule {

  @Override
  protected void configure() {
    install(new NoisingModule());
    MapBinder<String, Command<?>> commands =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {});
    commands.addBinding("noise-list").to(NoiseListCommand.class);
    commands.addBinding("noise-preview").to(NoisePreviewCommand.class);
  }

  /** One of them is as good as another: Guice installs the first alone. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NoiseModule;
  }

  @Override
  public int hashCode() {
    return NoiseModule.class.hashCode();
  }
}
