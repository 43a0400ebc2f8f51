package io.noisette.distillation.dataset;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import io.noisette.report.ReportModule;
import io.noisette.report.ReportSection;
import java.util.List;

/** Guice module: registers the subcommand {@code distill-dataset} with its charts. */
public final class DistillDatasetModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ReportModule());
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding(DistillDatasetCommand.NAME)
        .to(DistillDatasetCommand.class);
    Multibinder.newSetBinder(binder(), ReportSection.class)
        .addBinding()
        .to(NearestWordsSection.class);
    Multibinder<ChartSpec> charts = Multibinder.newSetBinder(binder(), ChartSpec.class);
    charts
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Networks trained on the synthetic texts",
                "of held-out training texts",
                Topic.LEARNING,
                Scale.SHARE,
                List.of(
                    Figure.of(SetValidator.ACCURACY, "accuracy"),
                    Figure.of(SetValidator.ATTACK_SUCCESS, "attacked class taken for the other"))));
    charts
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Learned rates",
                "over the steps of the training on the set",
                Topic.OPTIMIZATION,
                Scale.LOGARITHMIC_IF_WIDE,
                List.of(
                    Figure.of(DistillationStep.LOWEST_RATE, "lowest"),
                    Figure.of(DistillationStep.MEAN_RATE, "mean"),
                    Figure.of(DistillationStep.HIGHEST_RATE, "highest"))));
  }
}
