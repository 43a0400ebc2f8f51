package io.noisette.distillation;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.adversary.AdversaryModule;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.distillation.data.DataDistillationModule;
import io.noisette.distillation.dataset.DistillDatasetModule;
import io.noisette.distillation.dataset.DistillDatasetStage;
import io.noisette.distillation.dataset.evaluation.DatasetEvaluation;
import io.noisette.distillation.golden.ClassifierDistillationParity;
import io.noisette.distillation.golden.DataDistillationParity;
import io.noisette.distillation.golden.DatasetBaselineParity;
import io.noisette.distillation.golden.DatasetDistillationParity;
import io.noisette.distillation.golden.ScoreDistillationParity;
import io.noisette.distillation.golden.Seq2SeqDistillationParity;
import io.noisette.distillation.golden.SpecialistParity;
import io.noisette.distillation.loss.StudentStep;
import io.noisette.distillation.specialist.SpecialistModule;
import io.noisette.evaluation.Evaluation;
import io.noisette.parity.ParityKind;
import io.noisette.parity.ValueKind;
import io.noisette.report.ChartSpec;
import io.noisette.report.ChartSpec.Figure;
import io.noisette.report.ChartSpec.Scale;
import io.noisette.report.ChartSpec.Topic;
import io.noisette.report.ReportModule;
import io.noisette.reproduce.StageRecipe;
import java.util.List;

/**
 * Guice module: registers the subcommands {@code distill}, {@code distill-specialists}, {@code
 * distill-data} and {@code distill-dataset}, their charts, recipes of tables, and parity checks.
 */
public final class DistillationModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ReportModule());
    install(new AdversaryModule());
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("distill")
        .to(DistillCommand.class);
    install(new SpecialistModule());
    install(new DataDistillationModule());
    install(new DistillDatasetModule());
    MapBinder<String, StageRecipe<?>> stages =
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {});
    stages.addBinding("distill").to(DistillStage.class);
    stages.addBinding("distill-dataset").to(DistillDatasetStage.class);
    Multibinder.newSetBinder(binder(), ChartSpec.class)
        .addBinding()
        .toInstance(
            new ChartSpec(
                "Terms of the loss",
                "means over the texts or target tokens of a step, without their weights",
                Topic.LEARNING,
                Scale.LINEAR,
                List.of(
                    Figure.of(StudentStep.SOFT_LOSS, "divergence from the teachers, times T²"),
                    Figure.of(StudentStep.HARD_LOSS, "labels"))));
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {})
        .addBinding("dataset")
        .to(DatasetEvaluation.class);
    bindParityKinds();
  }

  private void bindParityKinds() {
    // Lambdas, so that starting the program does not load libtorch.
    MapBinder<String, ParityKind> kinds =
        MapBinder.newMapBinder(binder(), String.class, ParityKind.class);
    kinds
        .addBinding("knowledge-distillation")
        .toInstance(golden -> new ScoreDistillationParity().compute(golden));
    kinds
        .addBinding("knowledge-distillation-classifier")
        .toInstance(golden -> new ClassifierDistillationParity().compute(golden));
    kinds
        .addBinding("knowledge-distillation-seq2seq")
        .toInstance(golden -> new Seq2SeqDistillationParity().compute(golden));
    kinds
        .addBinding("dataset-distillation")
        .toInstance(golden -> new DatasetDistillationParity().compute(golden));
    MapBinder<String, ValueKind> values =
        MapBinder.newMapBinder(binder(), String.class, ValueKind.class);
    values.addBinding("specialists").to(SpecialistParity.class);
    values.addBinding("dataset-baselines").to(DatasetBaselineParity.class);
    values.addBinding("data-distillation").to(DataDistillationParity.class);
  }
}
