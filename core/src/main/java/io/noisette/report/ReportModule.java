package io.noisette.report;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import io.noisette.train.Validator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Guice module of the subcommand {@code report} and of the charts that every run has. */
public final class ReportModule extends OnceModule {

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("report")
        .to(ReportCommand.class);
    Multibinder.newSetBinder(binder(), ReportSection.class);
    Multibinder<ChartSpec> charts = Multibinder.newSetBinder(binder(), ChartSpec.class);
    charts().forEach(chart -> charts.addBinding().toInstance(chart));
  }

  static Set<ChartSpec> charts() {
    return new LinkedHashSet<>(
        List.of(
            new ChartSpec(
                "Loss",
                ChartSpec.LOSS_UNIT,
                Topic.LEARNING,
                Scale.LOGARITHMIC_IF_WIDE,
                List.of(
                    Figure.of("loss", "training"),
                    Figure.of(Validator.LOSS, "validation"),
                    Figure.reference("validation_unigram_loss", "unigram, no context"))),
            ofOne("learning_rate", "Learning rate", "after warm-up and decay", Scale.FROM_ZERO),
            ofOne("gradient_norm", "Gradient norm", "before clipping", Scale.LOGARITHMIC_IF_WIDE),
            ofOne("tokens_per_second", "Speed", ChartSpec.TOKENS + " per second", Scale.FROM_ZERO),
            ofOne(
                "ceiling_share",
                "Share of the ceiling",
                "of the speed of matrix products alone",
                Scale.FROM_ZERO)));
  }

  private static ChartSpec ofOne(String key, String title, String unit, Scale scale) {
    return new ChartSpec(title, unit, Topic.OPTIMIZATION, scale, List.of(Figure.of(key, title)));
  }
}
