package io.noisette.evaluation.task;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.Evaluation;

/** Guice module: registers the GLUE tasks and tasks defined in YAML files for {@code evaluate}. */
public final class ClassificationModule extends OnceModule {

  @Override
  protected void configure() {
    MapBinder<String, Evaluation<?>> evaluations =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {});
    for (ClassificationTask task : GlueTasks.all()) {
      evaluations.addBinding(task.name()).toInstance(new TaskEvaluation(task.summary()));
    }
    evaluations
        .addBinding("*" + TaskLookup.ENDING)
        .toInstance(new TaskEvaluation("Evaluate a task that a YAML file defines (docs/tasks.md)"));
  }
}
