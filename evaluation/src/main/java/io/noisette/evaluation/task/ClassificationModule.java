package io.noisette.evaluation.task;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.OptionalBinder;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.Evaluation;
import io.noisette.failure.UsageException;
import jakarta.inject.Provider;

/** Guice module: registers the GLUE tasks for {@code evaluate}. */
public final class ClassificationModule extends OnceModule {

  @Override
  protected void configure() {
    OptionalBinder.newOptionalBinder(binder(), PredictionMerge.class)
        .setDefault()
        .toInstance(
            (config, task, model, console) -> {
              throw new UsageException(
                  "--specialists needs the module distillation, which this program is without");
            });
    Provider<PredictionMerge> merge = getProvider(PredictionMerge.class);
    MapBinder<String, Evaluation<?>> evaluations =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {});
    for (ClassificationTask task : GlueTasks.all()) {
      evaluations.addBinding(task.name()).toInstance(new TaskEvaluation(task.summary(), merge));
    }
  }
}
