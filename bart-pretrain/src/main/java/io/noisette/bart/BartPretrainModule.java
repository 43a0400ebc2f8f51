package io.noisette.bart;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.bart.objective.ObjectiveChoice;
import io.noisette.command.Command;
import io.noisette.evaluation.Evaluation;
import io.noisette.noise.NoiseModule;
import io.noisette.parity.ParityKind;
import io.noisette.report.ChartSpec;
import io.noisette.report.ReportSection;
import io.noisette.reproduce.StageRecipe;

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
    Multibinder<ChartSpec> charts = Multibinder.newSetBinder(binder(), ChartSpec.class);
    for (ObjectiveChoice choice : ObjectiveChoice.values()) {
      choice.getObjective().getCharts().forEach(chart -> charts.addBinding().toInstance(chart));
    }
    // A lambda: the program starts without loading the tensor library.
    MapBinder.newMapBinder(binder(), String.class, ParityKind.class)
        .addBinding("bart-training")
        .toInstance(golden -> new BartTrainingParity().compute(golden));
  }
}
