package io.noisette.evaluation.task;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.classify.StoredMaxLength;
import io.noisette.classify.StoredPairFormat;
import io.noisette.run.ModelPath;
import io.noisette.run.RunRecord;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.PairFormat;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tokenization settings of the run that fine-tuned a model; null if they are not known. */
public record FineTunedRun(
    @Setting(help = "maximum number of tokens per text or pair") @Nullable Integer maxLength,
    @Setting(help = "separator between the two texts of a pair") @Nullable PairFormat pairFormat) {

  public FineTunedRun {
    int least = TaskEvaluationConfig.LEAST_LENGTH;
    requireAtLeast("max-length", maxLength == null ? least : maxLength, least);
  }

  /** Reads {@code run.json} of the run to which a checkpoint belongs; else {@code config.json}. */
  public static FineTunedRun of(Path model) throws IOException {
    Path run = ModelPath.findRun(model);
    return run == null
        ? new FineTunedRun(StoredMaxLength.find(model), StoredPairFormat.find(model))
        : SettingsSchema.of(FineTunedRun.class).readKnown(run.resolve(RunRecord.FILE_NAME));
  }
}
