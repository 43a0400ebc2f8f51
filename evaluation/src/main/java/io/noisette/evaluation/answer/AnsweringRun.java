package io.noisette.evaluation.answer;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.noisette.classify.StoredMaxLength;
import io.noisette.classify.StoredPairFormat;
import io.noisette.failure.CorruptDataException;
import io.noisette.run.ModelPath;
import io.noisette.run.RunRecord;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.text.JsonFault;
import io.noisette.text.StrictJson;
import io.noisette.text.WholeFile;
import io.noisette.tokenizer.PairFormat;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings of the run that fine-tuned a model; null if they are not known. */
record AnsweringRun(
    @Setting(help = "task") @Nullable String task,
    @Setting(help = "maximum number of tokens per window") @Nullable Integer maxLength,
    @Setting(help = "tokens between windows") @Nullable Integer docStride,
    @Setting(help = "maximum number of tokens per question") @Nullable Integer maxQuestionLength,
    @Setting(help = "maximum number of tokens per answer") @Nullable Integer maxAnswerLength,
    @Setting(help = "separator between question and context") @Nullable PairFormat pairFormat) {

  AnsweringRun {
    WindowSettings.requireUsable(docStride, maxQuestionLength, maxAnswerLength);
  }

  /** Reads {@code run.json} of the run to which a checkpoint belongs. */
  static AnsweringRun of(Path model) throws IOException {
    Path run = ModelPath.findRun(model);
    return run == null
        ? new AnsweringRun(
            null, StoredMaxLength.find(model), null, null, null, StoredPairFormat.find(model))
        : SettingsSchema.of(AnsweringRun.class).readKnown(run.resolve(RunRecord.FILE_NAME));
  }

  /**
   * Reads the threshold that the run of a checkpoint has chosen on its validation set, or null.
   *
   * @throws CorruptDataException if the file is damaged
   */
  static @Nullable Double readThreshold(Path model) throws IOException {
    Path run = ModelPath.findRun(model);
    Path file =
        run == null
            ? null
            : run.resolve(SquadPredictionFiles.DIRECTORY).resolve(SquadPredictionFiles.THRESHOLD);
    if (file == null || !Files.isRegularFile(file)) {
      return null;
    }
    String key = SquadPredictionFiles.THRESHOLD_KEY;
    try {
      if (StrictJson.parse(WholeFile.readText(file)) instanceof JsonObject json && json.has(key)) {
        return StrictJson.toDouble(key, json.get(key));
      }
    } catch (JsonParseException | CharacterCodingException e) {
      throw new CorruptDataException(describe(file, JsonFault.describe(e)), e);
    }
    throw new CorruptDataException(describe(file, "not a JSON object with the key " + key));
  }

  private static String describe(Path file, String fault) {
    return file + ": no threshold: " + fault + "; give --no-answer-threshold instead";
  }
}
