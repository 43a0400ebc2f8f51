package io.noisette.evaluation.text.golden;

import com.google.inject.multibindings.MapBinder;
import io.noisette.command.OnceModule;
import io.noisette.parity.ValueKind;

/** Guice module: reference values of metrics of generated text, for {@code verify-parity}. */
public final class TextMetricsModule extends OnceModule {

  @Override
  protected void configure() {
    MapBinder<String, ValueKind> kinds =
        MapBinder.newMapBinder(binder(), String.class, ValueKind.class);
    kinds.addBinding("metrics-rouge").to(RougeParity.class);
    kinds.addBinding("metrics-bleu").to(BleuParity.class);
    kinds.addBinding("metrics-squad").to(SquadParity.class);
  }
}
