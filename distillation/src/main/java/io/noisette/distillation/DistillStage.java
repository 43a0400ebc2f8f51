package io.noisette.distillation;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.distillation.classifier.StudentChoice;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.reproduce.StageRecipe;
import io.noisette.reproduce.StageResult;
import io.noisette.run.Machine;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe {@code distill} for the stages of a table: trains the distilled student with one seed. The
 * student alone, which is the same in many rows, is a stage {@code freelb-finetune} of its own.
 *
 * <p>Its metrics are that of the student at the best validation, such as {@code sst2.acc}, that of
 * the teacher or ensemble as {@code teacher.sst2.acc}, and {@code larger_class}.
 */
final class DistillStage implements StageRecipe<DistillConfig> {

  @Override
  public Class<DistillConfig> getSettingsType() {
    return DistillConfig.class;
  }

  @Override
  public String getSeedName() {
    return "seeds";
  }

  @Override
  public DistillConfig settle(DistillConfig config) throws IOException {
    return config.withRuntime(config.runtime().settledOn(Machine.describe()));
  }

  @Override
  public String describeCost(DistillConfig config) {
    return config.training().describeCost("texts");
  }

  @Override
  public void check(DistillConfig config, Set<String> pending) throws IOException {
    TransferTexts texts = config.readTexts(warning -> {});
    boolean hasTeacher = !pending.contains("teacher");
    if (hasTeacher) {
      Teachers.find(config, texts.task().labels().labels());
    }
    boolean hasStudent = hasTeacher || !StudentChoice.isOfTeacher(config.student());
    if (hasStudent && !pending.contains("student")) {
      DistillRecipe.choose(config);
    }
  }

  @Override
  public @Nullable StageResult train(DistillConfig config, Console console, StopSignal stop)
      throws IOException {
    Map<String, Double> metrics = new DistillRecipe(config, console).trainStudent(stop);
    return metrics == null ? null : StageResult.ofModel(metrics, config.runtime().requireOutput());
  }
}
