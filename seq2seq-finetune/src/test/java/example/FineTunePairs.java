package example;

import io.noisette.command.LogConsole;
import io.noisette.seq2seq.Seq2SeqFinetuneConfig;
import io.noisette.seq2seq.Seq2SeqFinetuneRecipe;
import io.noisette.seq2seq.Seq2SeqMetric;
import io.noisette.seq2seq.Seq2SeqPreset;
import io.noisette.train.TrainingState;
import java.nio.file.Path;
import java.util.List;

/** What docs/seq2seq.md shows of training from a program. */
public final class FineTunePairs {

  private FineTunePairs() {}

  public static TrainingState train(Path train, Path validation, Path model, Path output)
      throws Exception {
    Seq2SeqFinetuneConfig config =
        Seq2SeqFinetuneConfig.of(
                List.of(train), List.of(validation), model, Seq2SeqPreset.REWRITING)
            .withMetric(Seq2SeqMetric.CHRF)
            .withFiles(files -> files.source("1").target("2"))
            .withTraining(training -> training.epochs(2).batchSize(16))
            .withRuntime(runtime -> runtime.output(output));
    return new Seq2SeqFinetuneRecipe(config, new LogConsole()).train();
  }
}
