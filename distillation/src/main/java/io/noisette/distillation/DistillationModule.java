package io.noisette.distillation;

import com.google.inject.multibindings.MapBinder;
import io.noisette.command.OnceModule;
import io.noisette.distillation.golden.ClassifierDistillationParity;
import io.noisette.distillation.golden.ScoreDistillationParity;
import io.noisette.distillation.golden.Seq2SeqDistillationParity;
import io.noisette.distillation.golden.SpecialistParity;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ValueKind;

/** Guice module: registers the parity checks of distillation. */
public final class DistillationModule extends OnceModule {

  @Override
  protected void configure() {
    // Lambdas, so that starting the program does not load libtorch.
    MapBinder<String, ParityKind> kinds =
        MapBinder.newMapBinder(binder(), String.class, ParityKind.class);
    kinds
        .addBinding("knowledge-distillation")
        .toInstance(golden -> new ScoreDistillationParity().compute(golden));
    kinds
        .addBinding("knowledge-distillation-classifier")
        .toInstance(golden -> new ClassifierDistillationParity().compute(golden));
    kinds
        .addBinding("knowledge-distillation-seq2seq")
        .toInstance(golden -> new Seq2SeqDistillationParity().compute(golden));
    MapBinder.newMapBinder(binder(), String.class, ValueKind.class)
        .addBinding("specialists")
        .to(SpecialistParity.class);
  }
}
