package io.noisette.adversary;

import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.command.OnceModule;
import io.noisette.parity.ParityKind;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import java.util.List;

/**
 * Guice module: registers the parity check and the charts of adversarial training. Every task that
 * has {@link AdversarySettings} installs it.
 */
public final class AdversaryModule extends OnceModule {

  @Override
  protected void configure() {
    // A lambda, so that starting the program does not load libtorch.
    MapBinder.newMapBinder(binder(), String.class, ParityKind.class)
        .addBinding("freelb")
        .toInstance(golden -> new FreeLbParity().compute(golden));
    Multibinder<ChartSpec> charts = Multibinder.newSetBinder(binder(), ChartSpec.class);
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
                "mean over a step",
                Topic.OPTIMIZATION,
                Scale.LINEAR,
                List.of(
                    Figure.of("adversarial_loss_1", "first pass"),
                    Figure.of("adversarial_loss_2", "second"),
                    Figure.of("adversarial_loss_3", "third"),
                    Figure.of("adversarial_loss_4", "fourth"))));
  }
}
