package io.noisette.bart;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.command.Command;
import io.noisette.evaluation.Evaluation;
import io.noisette.noise.NoiseModule;
import io.noisette.parity.ParityKind;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import io.noisette.report.ReportSection;
import io.noisette.reproduce.StageRecipe;
import java.util.List;

/** Binds the verbs, checks and evaluation of BART pretraining, and the noise they use. */
public final class BartPretrainModule extends AbstractModule {

  @Override
  protected void configure() {
    install(new NoiseModule());
    MapBinder<String, Command<?>> commands =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {});
    commands.addBinding("bart-pretrain").to(BartPretrainCommand.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {})
        .addBinding("denoising")
        .to(DenoisingEvaluation.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {})
        .addBinding("bart-pretrain")
        .to(PretrainingStage.class);
    Multibinder<ReportSection> sections = Multibinder.newSetBinder(binder(), ReportSection.class);
    sections.addBinding().to(InfillSection.class);
    sections.addBinding().to(NoiseSection.class);
    bindCharts(Multibinder.newSetBinder(binder(), ChartSpec.class));
    // A lambda: the program starts without loading the tensor library.
    MapBinder.newMapBinder(binder(), String.class, ParityKind.class)
        .addBinding("bart-training")
        .toInstance(golden -> new BartTrainingParity().compute(golden));
  }

  private static void bindCharts(Multibinder<ChartSpec> charts) {
    charts
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Loss of hidden tokens",
                "nats a token",
                Topic.LEARNING,
                Scale.LINEAR,
                List.of(
                    Figure.of("validation_hidden_loss", "validation"),
                    Figure.reference("validation_hidden_unigram_loss", "unigram, no context"))));
    charts
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Tokens restored right",
                "of held-out text",
                Topic.LEARNING,
                Scale.SHARE,
                List.of(
                    Figure.of("validation_copy_accuracy", "visible, to be copied"),
                    Figure.of("validation_hidden_accuracy", "hidden"))));
  }
}
