package io.noisette.bart;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.evaluation.Evaluation;
import io.noisette.noising.NoisingModule;
import io.noisette.parity.ParityKind;

/** Binds the verbs, checks and evaluation of BART pretraining, and the noise they use. */
public final class BartPretrainModule extends AbstractModule {

  @Override
  protected void configure() {
    install(new NoisingModule());
    MapBinder<String, Command<?>> commands =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {});
    commands.addBinding("bart-pretrain").to(BartPretrainCommand.class);
    commands.addBinding("noise-list").to(NoiseListCommand.class);
    commands.addBinding("noise-preview").to(NoisePreviewCommand.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {})
        .addBinding("denoising")
        .to(DenoisingEvaluation.class);
    // A lambda: the program starts without loading the tensor library.
    MapBinder.newMapBinder(binder(), String.class, ParityKind.class)
        .addBinding("bart-training")
        .toInstance(golden -> new BartTrainingParity().compute(golden));
  }
}
