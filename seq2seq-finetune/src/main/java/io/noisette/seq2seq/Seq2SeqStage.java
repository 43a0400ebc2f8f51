package io.noisette.seq2seq;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.failure.CorruptDataException;
import io.noisette.reproduce.StageRecipe;
import io.noisette.reproduce.StageResult;
import io.noisette.run.Machine;
import io.noisette.run.MetricsLog;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe {@code seq2seq-finetune} for the stages of a table. Its metrics are those of the best
 * validation, such as {@code validation.loss} and {@code validation.rouge2}.
 */
final class Seq2SeqStage implements StageRecipe<Seq2SeqFinetuneConfig> {

  @Override
  public Class<Seq2SeqFinetuneConfig> getSettingsType() {
    return Seq2SeqFinetuneConfig.class;
  }

  @Override
  public Seq2SeqFinetuneConfig settle(Seq2SeqFinetuneConfig config) throws IOException {
    return config.withRuntime(config.runtime().settledOn(Machine.describe()));
  }

  @Override
  public String describeCost(Seq2SeqFinetuneConfig config) {
    Seq2SeqTrainingSettings training = config.training();
    Integer steps = training.steps();
    Integer examples = training.batchSize();
    String batch =
        examples == null
            ? String.format(Locale.ROOT, "%,d tokens", training.tokensPerStep())
            : String.format(Locale.ROOT, "%,d examples", examples);
    return steps == null
        ? String.format(Locale.ROOT, "%,d epochs in steps of %s", training.epochs(), batch)
        : String.format(Locale.ROOT, "%,d steps of %s", steps, batch);
  }

  @Override
  public void check(Seq2SeqFinetuneConfig config, Set<String> pending) throws IOException {
    Seq2SeqData.checkFiles(config);
    if (!pending.contains("model")) {
      Seq2SeqData.checkModel(config);
    }
  }

  @Override
  public @Nullable StageResult train(Seq2SeqFinetuneConfig config, Console console, StopSignal stop)
      throws IOException {
    TrainingState end = new Seq2SeqFinetuneRecipe(config, console).train(stop);
    if (stop.isRequested() || end.best() == null) {
      return null;
    }
    Path run = config.runtime().requireOutput();
    return StageResult.ofModel(readBest(run, end.bestStep()), run);
  }

  private static Map<String, Double> readBest(Path run, long step) throws IOException {
    Map<String, Double> metrics = new LinkedHashMap<>();
    MetricsLog.read(run).stream()
        .filter(line -> line.get("step").getAsLong() == step)
        .flatMap(line -> line.entrySet().stream())
        .filter(entry -> entry.getKey().startsWith(Seq2SeqValidator.PREFIX))
        .forEach(
            entry ->
                metrics.put(
                    entry.getKey().replaceFirst("_", "."), MetricsLog.toDouble(entry.getValue())));
    if (metrics.isEmpty()) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s has no metrics of the best checkpoint, step %d; delete the run and start it"
                  + " again",
              run.resolve(MetricsLog.FILE_NAME),
              step));
    }
    return metrics;
  }
}
