package io.noisette;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.Streams;
import io.noisette.parity.ParityKind;
import io.noisette.parity.SchedulesParity;
import io.noisette.parity.VerifyParityCommand;

/** Binds what {@code core} contributes: the verbs for text, models and checks. */
public final class CoreModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Streams.class).toInstance(Streams.ofProcess());
    bindCommands();
    bindParityKinds();
  }

  private void bindCommands() {
    MapBinder<String, Command<?>> commands =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {});
    commands.addBinding("verify-parity").to(VerifyParityCommand.class);
  }

  private void bindParityKinds() {
    MapBinder<String, ParityKind> kinds =
        MapBinder.newMapBinder(binder(), String.class, ParityKind.class);
    kinds.addBinding("schedules").to(SchedulesParity.class);
  }
}
