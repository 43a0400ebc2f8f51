package io.noisette.distillation.specialist;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.digest.Sha256;
import io.noisette.distillation.transfer.ScoredModel;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.model.Labels;
import io.noisette.reproduce.StageRecipe;
import io.noisette.reproduce.StageResult;
import io.noisette.run.Machine;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe {@code distill-specialists} for the stages of a table. Its metrics are accuracies on the
 * dev files, such as {@code books.acc} with the specialists and {@code generalist.books.acc}
 * without them. A later stage can evaluate them.
 */
final class SpecialistStage implements StageRecipe<SpecialistConfig> {

  @Override
  public Class<SpecialistConfig> getSettingsType() {
    return SpecialistConfig.class;
  }

  @Override
  public SpecialistConfig settle(SpecialistConfig config) throws IOException {
    return config.withRuntime(config.runtime().settledOn(Machine.describe()));
  }

  @Override
  public void check(SpecialistConfig config, Set<String> pending) throws IOException {
    TransferTexts texts = TransferTexts.read(config.getSource(), List.of(), warning -> {});
    Labels labels = texts.task().labels().labels();
    new ClassSubsets(config, labels).requireEnough();
    if (!pending.contains("generalist")) {
      ScoredModel generalist =
          ScoredModel.find(config.generalist(), config.training().maxLength(), config.pairFormat());
      SpecialistData.requireLength(config, generalist);
      generalist.requireLabels("--generalist " + config.generalist(), config.task(), labels);
    }
  }

  @Override
  public @Nullable StageResult train(SpecialistConfig config, Console console, StopSignal stop)
      throws IOException {
    SpecialistSummary summary = new SpecialistRecipe(config, console).train(stop);
    if (summary == null) {
      return null;
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (SpecialistReport file : summary.files()) {
      metrics.put(file.set() + ".acc", (double) file.right() / file.texts());
      metrics.put(
          "generalist." + file.set() + ".acc", (double) file.generalistRight() / file.texts());
    }
    return new StageResult(
        metrics, Sha256.of(config.runtime().requireOutput().resolve(SpecialistSet.FILE_NAME)));
  }
}
