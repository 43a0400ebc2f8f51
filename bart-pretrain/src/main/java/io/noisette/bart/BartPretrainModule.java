package io.noisette.bart;

import static io.noisette.bart.objective.ObjectiveChoice.DENOISING;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.bart.golden.ObjectiveDrawsParity;
import io.noisette.bart.objective.ObjectiveChoice;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.Evaluation;
import io.noisette.noise.NoiseModule;
import io.noisette.parity.ValueKind;
import io.noisette.report.ChartSpec;
import io.noisette.report.ReportModule;
import io.noisette.report.ReportSection;
import io.noisette.reproduce.StageRecipe;
import java.util.Arrays;
import java.util.EnumSet;

/**
 * Guice module: registers the command {@code bart-pretrain}, and the evaluations, parity check,
 * charts and report sections of its objectives.
 */
public final class BartPretrainModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ReportModule());
    install(new NoiseModule());
    MapBinder<String, Command<?>> commands =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {});
    commands.addBinding("bart-pretrain").to(BartPretrainCommand.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {})
        .addBinding("bart-pretrain")
        .to(PretrainingStage.class);
    bindEvaluations(
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {}));
    MapBinder.newMapBinder(binder(), String.class, ValueKind.class)
        .addBinding("objective-draws")
        .to(ObjectiveDrawsParity.class);
    Multibinder<ReportSection> sections = Multibinder.newSetBinder(binder(), ReportSection.class);
    sections.addBinding().to(InfillSection.class);
    sections.addBinding().to(NoiseSection.class);
    Multibinder<ChartSpec> charts = Multibinder.newSetBinder(binder(), ChartSpec.class);
    Arrays.stream(ObjectiveChoice.values())
        .flatMap(choice -> choice.getObjective().getCharts().stream())
        .distinct() // objectives share charts
        .forEach(chart -> charts.addBinding().toInstance(chart));
  }

  /** Registers one evaluation per objective, under the name of the objective. */
  private static void bindEvaluations(MapBinder<String, Evaluation<?>> evaluations) {
    evaluations.addBinding(DENOISING.toString()).to(DenoisingEvaluation.class);
    EnumSet.complementOf(EnumSet.of(DENOISING))
        .forEach(
            choice ->
                evaluations
                    .addBinding(choice.toString())
                    .toInstance(new ObjectiveEvaluation(choice)));
  }
}
