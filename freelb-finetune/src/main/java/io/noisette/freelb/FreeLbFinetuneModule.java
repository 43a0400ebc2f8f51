package io.noisette.freelb;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import io.noisette.parity.ParityKind;

/** Binds the verbs, checks and evaluations of fine-tuning. */
public final class FreeLbFinetuneModule extends AbstractModule {

  @Override
  protected void configure() {
    // A lambda: the program starts without loading the tensor library.
    MapBinder.newMapBinder(binder(), String.class, ParityKind.class)
        .addBinding("freelb")
        .toInstance(golden -> new FreeLbParity().compute(golden));
  }
}
