package io.noisette.freelb;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.freelb.adversary.FreeLbParity;
import io.noisette.parity.ParityKind;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import io.noisette.report.ReportModule;
import io.noisette.reproduce.StageRecipe;
import java.util.List;

/**
 * Guice module: registers the command {@code freelb-finetune}, and its parity check, table recipe
 * and charts.
 */
public final class FreeLbFinetuneModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ReportModule());
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("freelb-finetune")
        .to(FreeLbFinetuneCommand.class);
    // A lambda, so that starting the program does not load libtorch.
    MapBinder.newMapBinder(binder(), String.class, ParityKind.class)
        .addBinding("freelb")
        .toInstance(golden -> new FreeLbParity().compute(golden));
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {})
        .addBinding("freelb-finetune")
        .to(FineTuningStage.class);
    bindCharts(Multibinder.newSetBinder(binder(), ChartSpec.class));
  }

  private static void bindCharts(Multibinder<ChartSpec> charts) {
    charts
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Dev metric",
                "the task's main metric on the dev split",
                Topic.LEARNING,
                Scale.LINEAR,
                List.of(Figure.of(TaskValidator.CHOSEN, "dev"))));
    charts
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Perturbation norm",
                "mean over the texts of a step, in the last pass",
                Topic.OPTIMIZATION,
                Scale.FROM_ZERO,
                List.of(Figure.of("delta_norm", "norm"))));
    charts
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Loss at each ascent step",
                "mean over the texts of a step",
                Topic.OPTIMIZATION,
                Scale.LINEAR,
                List.of(
                    Figure.of("adversarial_loss_1", "first pass"),
                    Figure.of("adversarial_loss_2", "second"),
                    Figure.of("adversarial_loss_3", "third"),
                    Figure.of("adversarial_loss_4", "fourth"))));
  }
}
