package io.noisette.freelb;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.adversary.AdversaryModule;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.task.TaskValidator;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import io.noisette.report.ReportModule;
import io.noisette.reproduce.StageRecipe;
import java.util.List;

/** Guice module: registers the command {@code freelb-finetune}, and its table recipe and chart. */
public final class FreeLbFinetuneModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ReportModule());
    install(new AdversaryModule());
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding(FineTuning.VERB)
        .to(FreeLbFinetuneCommand.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {})
        .addBinding(FineTuning.VERB)
        .to(FineTuningStage.class);
    Multibinder.newSetBinder(binder(), ChartSpec.class)
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Dev metric",
                "the task's main metric on the dev split",
                Topic.LEARNING,
                Scale.LINEAR,
                List.of(Figure.of(TaskValidator.CHOSEN, "dev"))));
  }
}
