package io.noisette.seq2seq;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import io.noisette.adversary.AdversaryModule;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.evaluation.Evaluation;
import io.noisette.report.ChartSpec;
import io.noisette.report.ReportModule;
import io.noisette.report.ReportSection;
import io.noisette.reproduce.StageRecipe;

/**
 * Guice module: registers the command {@code seq2seq-finetune}, and its evaluation, table recipe,
 * charts and report sections.
 */
public final class Seq2SeqFinetuneModule extends OnceModule {

  @Override
  protected void configure() {
    install(new ReportModule());
    install(new AdversaryModule());
    MapBinder.newMapBinder(binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {})
        .addBinding("seq2seq-finetune")
        .to(Seq2SeqFinetuneCommand.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Evaluation<?>>() {})
        .addBinding("seq2seq")
        .to(Seq2SeqEvaluation.class);
    MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<StageRecipe<?>>() {})
        .addBinding("seq2seq-finetune")
        .to(Seq2SeqStage.class);
    Multibinder<ReportSection> sections = Multibinder.newSetBinder(binder(), ReportSection.class);
    sections.addBinding().to(ReadDataSection.class);
    sections.addBinding().to(GeneratedSection.class);
    Multibinder<ChartSpec> charts = Multibinder.newSetBinder(binder(), ChartSpec.class);
    Seq2SeqCharts.ALL.forEach(chart -> charts.addBinding().toInstance(chart));
  }
}
