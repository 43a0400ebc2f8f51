package example;

import io.noisette.bart.BartPreset;
import io.noisette.bart.BartPretrainConfig;
import io.noisette.bart.BartPretrainRecipe;
import io.noisette.command.Console;
import io.noisette.command.LogConsole;
import io.noisette.command.StopSignal;
import io.noisette.corpus.PrepareCommand;
import io.noisette.corpus.PrepareConfig;
import io.noisette.generate.Completion;
import io.noisette.generate.TextInfiller;
import io.noisette.noising.NoiseCompiler;
import io.noisette.tokenizer.TokenizerTrainCommand;
import io.noisette.tokenizer.TokenizerTrainConfig;
import java.nio.file.Path;
import java.util.List;

/** What the README and docs/library.md show: from a text file to a model that fills in gaps. */
public final class TrainAndFill {

  private TrainAndFill() {}

  public static void main(String[] arguments) throws Exception {
    int steps = Integer.parseInt(arguments[2]);
    trainAndFill(Path.of(arguments[0]), Path.of(arguments[1]), steps).forEach(System.out::println);
  }

  static List<Completion> trainAndFill(Path text, Path output, int steps) throws Exception {
    Path tokenizer = output.resolve("tokenizer.json");
    Path corpus = output.resolve("corpus");
    Path run = output.resolve("run");
    Console console = new LogConsole();
    new TokenizerTrainCommand()
        .train(new TokenizerTrainConfig(List.of(text), 4096, tokenizer), console);
    new PrepareCommand()
        .prepare(new PrepareConfig(List.of(text), tokenizer, corpus), console, new StopSignal());
    BartPretrainConfig config =
        BartPretrainConfig.of(BartPreset.TINY)
            .withCorpus(corpus)
            .withRuntime(runtime -> runtime.output(run))
            .withTraining(training -> training.steps(steps));
    new BartPretrainRecipe(config, NoiseCompiler.ofClassPath(), console).train();
    try (TextInfiller infiller = TextInfiller.open(run, "cpu")) {
      return infiller.infill("The house stands <mask> the river.", 5);
    }
  }
}
