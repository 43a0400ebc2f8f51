package io.noisette.freelb;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.reproduce.StageRecipe;
import io.noisette.reproduce.StageResult;
import io.noisette.run.Machine;
import io.noisette.run.MetricsLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe {@code freelb-finetune} for the stages of a table: fine-tunes with one seed. Its metrics
 * are those of the task on the dev split, at the best validation.
 */
final class FineTuningStage implements StageRecipe<FreeLbFinetuneConfig> {

  private static final Comparator<JsonObject> EARLIER =
      Comparator.comparingLong((JsonObject line) -> line.get("step").getAsLong()).reversed();

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
    FineTuningSettings training = config.training();
    Integer steps = training.steps();
    return String.format(
        Locale.ROOT,
        "%,d %s of %,d examples per step",
        steps == null ? training.epochs() : steps,
        steps == null ? "epochs" : "steps",
        training.batchSize());
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
    FinetuneSummary summary = new FreeLbFinetuneRecipe(config, console).train(stop);
    if (!summary.seeds().containsAll(config.seeds())) {
      return null;
    }
    Path output = config.runtime().requireOutput();
    Path run = OutputDirectory.ofSeed(output, config.seeds().get(0));
    return StageResult.ofModel(bestFigures(run), run);
  }

  /**
   * Returns the task's metrics, such as {@code cola.mcc}, of the best validation; the first of
   * several equally good ones.
   */
  private static Map<String, Double> bestFigures(Path run) throws IOException {
    JsonObject best =
        MetricsLog.read(run).stream()
            .filter(line -> line.has(TaskValidator.CHOSEN))
            .max(Comparator.comparingDouble(FineTuningStage::chosenOf).thenComparing(EARLIER))
            .orElseThrow();
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : best.entrySet()) {
      if (entry.getKey().contains(".")) {
        figures.put(entry.getKey(), entry.getValue().getAsDouble());
      }
    }
    return figures;
  }

  private static double chosenOf(JsonObject line) {
    return line.get(TaskValidator.CHOSEN).getAsDouble();
  }
}
