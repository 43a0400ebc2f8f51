package io.noisette.distillation.data;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.digest.Sha256;
import io.noisette.distillation.classifier.StudentChoice;
import io.noisette.distillation.classifier.StudentResult;
import io.noisette.distillation.transfer.TransferTexts;
import io.noisette.noising.NoiseCompiler;
import io.noisette.reproduce.StageRecipe;
import io.noisette.reproduce.StageResult;
import io.noisette.run.Machine;
import io.noisette.run.ModelPath;
import io.noisette.run.SummaryFile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recipe {@code distill-data} for the stages of a table: all students of one seed. Its metrics are
 * those of each student at the best validation, such as {@code views.sst2.acc}.
 */
final class DistillDataStage implements StageRecipe<DistillDataConfig> {

  private final NoiseCompiler noiseCompiler;

  @Inject
  DistillDataStage(NoiseCompiler noiseCompiler) {
    this.noiseCompiler = noiseCompiler;
  }

  @Override
  public Class<DistillDataConfig> getSettingsType() {
    return DistillDataConfig.class;
  }

  @Override
  public String getSeedName() {
    return "seeds";
  }

  @Override
  public DistillDataConfig settle(DistillDataConfig config) throws IOException {
    return config.withRuntime(config.runtime().settledOn(Machine.describe()));
  }

  @Override
  public void check(DistillDataConfig config, Set<String> pending) throws IOException {
    TransferTexts texts = TransferTexts.read(config.source(), config.unlabelled(), warning -> {});
    if (!pending.contains("model")) {
      new StudentChoice(ModelPath.resolve(config.model()), null, false)
          .requireLength(config.training().maxLength());
    }
    if (!pending.contains("teacher")) {
      DataInputs.findTeacher(config, texts);
    }
  }

  @Override
  public @Nullable StageResult train(DistillDataConfig config, Console console, StopSignal stop)
      throws IOException {
    DataDistillationSummary summary =
        new DistillDataRecipe(config, noiseCompiler, console).train(stop);
    if (summary == null || stop.isRequested()) {
      return null;
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (DataArm arm : DataArm.values()) {
      for (StudentResult student : summary.students()) {
        Double mean = student.mean();
        if (mean != null && student.name().equals(arm.getTitle())) {
          metrics.put(arm.getDirectoryName() + "." + summary.metric(), mean);
        }
      }
    }
    return new StageResult(
        metrics, Sha256.of(config.runtime().requireOutput().resolve(SummaryFile.NAME)));
  }
}
