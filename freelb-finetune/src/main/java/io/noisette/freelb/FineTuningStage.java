package io.noisette.freelb;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.reproduce.StageRecipe;
import io.noisette.reproduce.StageResult;
import io.noisette.run.Machine;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe {@code freelb-finetune} for the stages of a table: fine-tunes with one seed. Its metrics
 * are those of the task on the dev split, at the best validation.
 */
final class FineTuningStage implements StageRecipe<FreeLbFinetuneConfig> {

  @Override
  public Class<FreeLbFinetuneConfig> getSettingsType() {
    return FreeLbFinetuneConfig.class;
  }

  @Override
  public String getSeedName() {
    return "seeds";
  }

  @Override
  public FreeLbFinetuneConfig settle(FreeLbFinetuneConfig config) throws IOException {
    return config.withRuntime(config.runtime().settledOn(Machine.describe()));
  }

  @Override
  public String describeCost(FreeLbFinetuneConfig config) {
    return config.training().describeCost("examples");
  }

  @Override
  public void check(FreeLbFinetuneConfig config, Set<String> pending) throws IOException {
    TaskData.checkFiles(config);
    if (!pending.contains("model")) {
      TaskData.checkModel(config);
    }
  }

  @Override
  public @Nullable StageResult train(FreeLbFinetuneConfig config, Console console, StopSignal stop)
      throws IOException {
    SeedResult result = new FreeLbFinetuneRecipe(config, console).trainSeed(stop);
    return result == null
        ? null
        : StageResult.ofModel(result.metrics(), config.runtime().requireOutput());
  }
}
