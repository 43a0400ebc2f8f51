package io.noisette;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.CompletionCommand;
import io.noisette.command.Streams;
import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.VerifyCorpusCommand;
import io.noisette.doctor.DoctorCommand;
import io.noisette.export.ExportCommand;
import io.noisette.generate.BartGenerationParity;
import io.noisette.generate.GenerateCommand;
import io.noisette.generate.InfillCommand;
import io.noisette.golden.AdamWParity;
import io.noisette.golden.BartParity;
import io.noisette.golden.ClassifierParity;
import io.noisette.golden.GatesParity;
import io.noisette.golden.MaskedLmParity;
import io.noisette.golden.NagParity;
import io.noisette.golden.QuestionAnsweringParity;
import io.noisette.golden.RelativeAttentionParity;
import io.noisette.golden.SandwichParity;
import io.noisette.model.ModelFamily;
import io.noisette.parity.ParityKind;
import io.noisette.parity.SchedulesParity;
import io.noisette.parity.VerifyParityCommand;
import io.noisette.report.ReportModule;
import io.noisette.tokenizer.TokenizerTrainCommand;

/** Binds what {@code core} contributes: the verbs for text, models and checks. */
public final class CoreModule extends AbstractModule {

  @Override
  protected void configure() {
    bind(Streams.class).toInstance(Streams.ofProcess());
    install(new ReportModule());
    bindCommands(
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {}));
    bindParityKinds(MapBinder.newMapBinder(binder(), String.class, ParityKind.class));
  }

  private static void bindCommands(MapBinder<String, Command<?>> commands) {
    commands.addBinding("tokenizer-train").to(TokenizerTrainCommand.class);
    commands.addBinding("prepare").to(PrepareCommand.class);
    commands.addBinding("verify-corpus").to(VerifyCorpusCommand.class);
    commands.addBinding("infill").to(InfillCommand.class);
    commands.addBinding("generate").to(GenerateCommand.class);
    commands.addBinding("export").to(ExportCommand.class);
    commands.addBinding("verify-parity").to(VerifyParityCommand.class);
    commands.addBinding("completion").to(CompletionCommand.class);
    commands.addBinding("doctor").to(DoctorCommand.class);
  }

  private static void bindParityKinds(MapBinder<String, ParityKind> kinds) {
    kinds.addBinding("bart-generation").to(BartGenerationParity.class);
    kinds.addBinding("schedules").to(SchedulesParity.class);
    // Lambdas: the program starts without loading the tensor library.
    kinds
        .addBinding("bart-conditional-generation")
        .toInstance(golden -> new BartParity().compute(golden));
    kinds
        .addBinding("objective-masked-seq2seq")
        .toInstance(golden -> new BartParity().compute(golden));
    for (ModelFamily family : ModelFamily.values()) {
      kinds
          .addBinding(family.getModelType() + "-sequence-classification")
          .toInstance(golden -> new ClassifierParity().compute(golden));
    }
    kinds
        .addBinding("bart-question-answering")
        .toInstance(golden -> new QuestionAnsweringParity().compute(golden));
    kinds.addBinding("bert-masked-lm").toInstance(golden -> new MaskedLmParity().compute(golden));
    kinds
        .addBinding("roberta-masked-lm")
        .toInstance(golden -> new MaskedLmParity().compute(golden));
    kinds.addBinding("optim-adamw").toInstance(golden -> new AdamWParity().compute(golden));
    kinds.addBinding("optim-nag").toInstance(golden -> new NagParity().compute(golden));
    kinds.addBinding("sandwich-lm").toInstance(golden -> new SandwichParity().compute(golden));
    kinds
        .addBinding("transformer-xl-attention")
        .toInstance(golden -> new RelativeAttentionParity().compute(golden));
    kinds.addBinding("gtrxl-gates").toInstance(golden -> new GatesParity().compute(golden));
  }
}
