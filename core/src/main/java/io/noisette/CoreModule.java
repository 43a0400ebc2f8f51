package io.noisette;

import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import io.noisette.command.Command;
import io.noisette.command.OnceModule;
import io.noisette.command.Streams;
import io.noisette.command.completion.CompletionCommand;
import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.VerifyCorpusCommand;
import io.noisette.doctor.DoctorCommand;
import io.noisette.export.ExportCommand;
import io.noisette.generate.GenerateCommand;
import io.noisette.generate.InfillCommand;
import io.noisette.report.ReportModule;
import io.noisette.tokenizer.TokenizerTrainCommand;

/** Guice module: registers the commands of {@code core}, for text, models and checks. */
public final class CoreModule extends OnceModule {

  @Override
  protected void configure() {
    bind(Streams.class).toInstance(Streams.ofProcess());
    install(new ReportModule());
    bindCommands(
        MapBinder.newMapBinder(
            binder(), new TypeLiteral<String>() {}, new TypeLiteral<Command<?>>() {}));
  }

  private static void bindCommands(MapBinder<String, Command<?>> commands) {
    commands.addBinding("tokenizer-train").to(TokenizerTrainCommand.class);
    commands.addBinding("prepare").to(PrepareCommand.class);
    commands.addBinding("verify-corpus").to(VerifyCorpusCommand.class);
    commands.addBinding("infill").to(InfillCommand.class);
    commands.addBinding("generate").to(GenerateCommand.class);
    commands.addBinding("export").to(ExportCommand.class);
    commands.addBinding("completion").to(CompletionCommand.class);
    commands.addBinding("doctor").to(DoctorCommand.class);
  }
}
