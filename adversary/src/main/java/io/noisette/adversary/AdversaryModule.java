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
import java.util.stream.IntStream;

/**
 * Guice module: registers the parity check and the charts of adversarial training. Every task that
 * has {@link AdversarySettings} installs it.
 */
public final class AdversaryModule extends OnceModule {

  /** More than any paper's number of ascent steps; a figure that a run lacks is not drawn. */
  private static final int CHARTED_PASSES = 12;

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
                IntStream.rangeClosed(1, CHARTED_PASSES)
                    .mapToObj(pass -> Figure.of("adversarial_loss_" + pass, "pass " + pass))
                    .toList()));
  }
}
