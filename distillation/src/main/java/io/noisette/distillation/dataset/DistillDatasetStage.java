package io.noisette.distillation.dataset;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.digest.Sha256;
import io.noisette.distillation.dataset.real.SetTexts;
import io.noisette.reproduce.StageRecipe;
import io.noisette.reproduce.StageResult;
import io.noisette.run.Machine;
import io.noisette.run.ModelPath;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe {@code distill-dataset} for the stages of a table, whose set {@code evaluate} measures in
 * a later stage. Its metric {@code validation.accuracy} is that of the best checkpoint: of networks
 * that were trained on the set, on held-out training texts; higher is better.
 */
public final class DistillDatasetStage implements StageRecipe<DistillDatasetConfig> {

  @Override
  public Class<DistillDatasetConfig> getSettingsType() {
    return DistillDatasetConfig.class;
  }

  @Override
  public DistillDatasetConfig settle(DistillDatasetConfig config) throws IOException {
    DistillDatasetConfig precise = config.withPrecision();
    return precise.withRuntime(precise.runtime().settledOn(Machine.describe()));
  }

  @Override
  public String describeCost(DistillDatasetConfig config) {
    return String.format(
        Locale.ROOT,
        "%,d outer steps of %,d texts",
        config.outer().outerSteps(),
        config.outer().batchSize());
  }

  @Override
  public void check(DistillDatasetConfig config, Set<String> pending) throws IOException {
    SetTexts.read(config.source(), warning -> {});
    if (!pending.contains("words") && !config.words().equals(WordTable.RANDOM)) {
      SetWords.read(config.words(), config.networks().network()).close();
    }
  }

  @Override
  public @Nullable StageResult train(DistillDatasetConfig config, Console console, StopSignal stop)
      throws IOException {
    TrainingState end = new DistillDatasetRecipe(config, console).train(stop);
    Double best = end.best();
    if (!end.hasDone(config.outer().outerSteps())) {
      return null;
    }
    return new StageResult(
        best == null ? Map.of() : Map.of("validation.accuracy", best),
        Sha256.of(DistilledSet.fileOf(ModelPath.resolve(config.runtime().requireOutput()))));
  }
}
