package io.noisette.evaluation.answer;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.noisette.failure.CorruptDataException;
import io.noisette.run.ModelPath;
import io.noisette.run.RunRecord;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsFile;
import io.noisette.settings.SettingsSchema;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.tokenizer.PairFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings of the run that fine-tuned a model; all are null if it is not from a run. */
record AnsweringRun(
    @Setting(help = "task") @Nullable String task,
    @Setting(help = "maximum number of tokens per window") @Nullable Integer maxLength,
    @Setting(help = "tokens between windows") @Nullable Integer docStride,
    @Setting(help = "maximum number of tokens per question") @Nullable Integer maxQuestionLength,
    @Setting(help = "maximum number of tokens per answer") @Nullable Integer maxAnswerLength,
    @Setting(help = "separator between question and context") @Nullable PairFormat pairFormat) {

  private static final AnsweringRun NONE = new AnsweringRun(null, null, null, null, null, null);

  /** Reads {@code run.json} of the run to which a checkpoint belongs. */
  static AnsweringRun of(Path model) throws IOException {
    Path run = ModelPath.findRun(model);
    return run == null
        ? NONE
        : SettingsSchema.of(AnsweringRun.class)
            .readKnown(SettingsFile.read(run.resolve(RunRecord.FILE_NAME)));
  }

  /**
   * Reads the threshold that the run of a checkpoint has chosen on its validation set, or null.
   *
   * @throws CorruptDataException if the file is damaged
   */
  static @Nullable Double readThreshold(Path model) throws IOException {
    Path run = ModelPath.findRun(model);
    Path file =
        run == null ? null : run.resolve("predictions").resolve(SquadPredictionFiles.THRESHOLD);
    if (file == null || !Files.isRegularFile(file)) {
      return null;
    }
    try {
      if (StrictJson.parse(Files.readString(file)) instanceof JsonObject json) {
        String key = SquadPredictionFiles.THRESHOLD_KEY;
        return StrictJson.toDouble(key, json.get(key));
      }
    } catch (JsonParseException | NullPointerException e) {
      throw new CorruptDataException(file + ": no threshold: " + JsonFault.describe(e), e);
    }
    throw new CorruptDataException(file + " is not a JSON object");
  }
}
