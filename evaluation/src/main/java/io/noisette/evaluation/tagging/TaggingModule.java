package io.noisette.evaluation.tagging;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.Evaluation;
import io.noisette.evaluation.task.ClassificationModule;
import io.noisette.evaluation.task.PredictionMerge;
import io.noisette.evaluation.task.TaskEvaluation;

/**
 * Guice module: registers tasks defined in YAML files, tagging among them, for {@code evaluate}.
 */
public final class TaggingModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ClassificationModule());
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {})
        .addBinding("*.yaml")
        .toInstance(
            new TaskFileEvaluation(new TaskEvaluation("", getProvider(PredictionMerge.class))));
  }
}
