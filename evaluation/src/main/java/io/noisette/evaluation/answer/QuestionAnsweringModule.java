package io.noisette.evaluation.answer;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.Evaluation;

/** Guice module: registers the subcommand {@code answer}, and SQuAD for {@code evaluate}. */
public final class QuestionAnsweringModule extends OnceModule {

  @Override
  protected void configure() {
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("answer")
        .to(AnswerCommand.class);
    MapBinder<String, Evaluation<?>> evaluations =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {});
    for (SquadTask task : SquadTask.values()) {
      evaluations.addBinding(task.getName()).toInstance(new SpanEvaluation(task));
    }
  }
}
