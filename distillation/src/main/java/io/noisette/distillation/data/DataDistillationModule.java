package io.noisette.distillation.data;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.noise.NoiseModule;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import io.noisette.report.ReportModule;
import io.noisette.reproduce.StageRecipe;
import java.util.List;

/** Guice module: registers the subcommand {@code distill-data} and its chart. */
public final class DataDistillationModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ReportModule());
    install(new NoiseModule());
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("distill-data")
        .to(DistillDataCommand.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {})
        .addBinding("distill-data")
        .to(DistillDataStage.class);
    Multibinder.newSetBinder(binder(), ChartSpec.class)
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Loss by origin of the labels",
                "means over the texts of a step",
                Topic.LEARNING,
                Scale.LINEAR,
                List.of(
                    Figure.of(DataStudents.LABELLED_LOSS, "labelled texts"),
                    Figure.of(DataStudents.GENERATED_LOSS, "generated labels"))));
  }
}
