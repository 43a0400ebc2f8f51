package io.noisette.bench.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.inject.Guice;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.noisette.CoreModule;
import io.noisette.bart.BartPretrainModule;
import io.noisette.command.Command;
import io.noisette.command.CommandRunner;
import io.noisette.command.Streams;
import io.noisette.distillation.DistillationModule;
import io.noisette.evaluation.EvaluationModule;
import io.noisette.evaluation.tagging.TaggingModule;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.freelb.FreeLbFinetuneModule;
import io.noisette.parity.golden.ParityModule;
import io.noisette.reproduce.ReproduceModule;
import io.noisette.sandwich.SandwichLmModule;
import io.noisette.seq2seq.Seq2SeqFinetuneModule;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** The command line in this process, for readers that only a subcommand reaches. */
final class CommandLine {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final CommandRunner runner =
      new CommandRunner(
          Guice.createInjector(
                  new CoreModule(),
                  new ParityModule(),
                  new EvaluationModule(),
                  new ReproduceModule(),
                  new TaggingModule(),
                  new BartPretrainModule(),
                  new SandwichLmModule(),
                  new FreeLbFinetuneModule(),
                  new Seq2SeqFinetuneModule(),
                  new DistillationModule())
              .getInstance(Key.get(new TypeLiteral<Map<String, Command<?>>>() {})),
          new Streams(
              new PrintStream(OutputStream.nullOutputStream(), false, UTF_8),
              new PrintStream(err, true, UTF_8),
              0));

  /** Runs a subcommand; what it refuses is thrown as it was within it. */
  void run(String... arguments) {
    err.reset();
    int exitCode = runner.execute(List.of(arguments));
    String message = err.toString(UTF_8).lines().reduce("", (before, line) -> line);
    switch (exitCode) {
      case 0, 1 -> {
        if (message.contains("internal error")) {
          throw new IllegalStateException(message);
        }
      }
      case 2 -> throw new UsageException(message);
      case 3 -> throw new CorruptDataException(message);
      default -> throw new IllegalStateException("exit code " + exitCode + ": " + message);
    }
  }
}
