package io.noisette.sandwich;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.Evaluation;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import io.noisette.report.ReportModule;
import io.noisette.reproduce.StageRecipe;
import java.util.List;

/**
 * Guice module: registers the command {@code sandwich-lm}, the evaluation {@code perplexity}, and
 * their chart and table recipe.
 */
public final class SandwichLmModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ReportModule());
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("sandwich-lm")
        .to(SandwichLmCommand.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {})
        .addBinding("perplexity")
        .to(PerplexityEvaluation.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {})
        .addBinding("sandwich-lm")
        .to(LanguageModelStage.class);
    Multibinder.newSetBinder(binder(), ChartSpec.class)
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Perplexity of held-out text",
                "per token, in blocks",
                Topic.LEARNING,
                Scale.LOGARITHMIC_IF_WIDE,
                List.of(Figure.of("validation_perplexity", "validation"))));
  }
}
