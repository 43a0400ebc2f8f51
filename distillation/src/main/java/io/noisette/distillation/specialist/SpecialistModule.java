package io.noisette.distillation.specialist;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.task.PredictionMerge;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import io.noisette.report.ReportModule;
import io.noisette.reproduce.StageRecipe;
import java.util.List;

/**
 * Guice module: registers the subcommand {@code distill-specialists} with its chart, and {@code
 * evaluate --specialists}.
 */
public final class SpecialistModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ReportModule());
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding(DistillSpecialistsCommand.NAME)
        .to(DistillSpecialistsCommand.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {})
        .addBinding(DistillSpecialistsCommand.NAME)
        .to(SpecialistStage.class);
    OptionalBinder.newOptionalBinder(binder(), PredictionMerge.class)
        .setBinding()
        .to(SpecialistEvaluation.class);
    Multibinder.newSetBinder(binder(), ChartSpec.class)
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Dustbin",
                "share of the validation texts",
                Topic.LEARNING,
                Scale.LINEAR,
                List.of(
                    Figure.of(SpecialistMeasurement.DUSTBIN, "predicted, corrected"),
                    Figure.of(SpecialistMeasurement.OTHERS, "texts of other classes"))));
  }
}
