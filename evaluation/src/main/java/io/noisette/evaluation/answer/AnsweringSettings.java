package io.noisette.evaluation.answer;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireThreads;

import io.noisette.settings.GivenValue;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.PairFormat;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings of a model that answers questions, shared by subcommands. */
@RecordBuilder
public record AnsweringSettings(
    @Setting(
            help =
                "Hugging Face model directory, checkpoint or run directory of a model for question"
                    + " answering",
            placeholder = "MODEL")
        Path model,
    @Setting(
            help =
                "maximum number of tokens per window of question and context (default: the value"
                    + " used in fine-tuning if known, otherwise 384 or the maximum of the model)")
        @Nullable Integer maxLength,
    @Setting(
            help =
                "number of context tokens between the starts of two windows of a long context"
                    + " (default: the value used in fine-tuning if known, otherwise 128)")
        @Nullable Integer docStride,
    @Setting(
            help =
                "maximum number of tokens per question (default: the value used in fine-tuning if"
                    + " known, otherwise 64)")
        @Nullable Integer maxQuestionLength,
    @Setting(
            help =
                "maximum number of tokens per answer (default: the value used in fine-tuning if"
                    + " known, otherwise 30)")
        @Nullable Integer maxAnswerLength,
    @Setting(
            help =
                "separator between question and context, for RoBERTa and BART: transformers is"
                    + " </s></s>, single is </s> (default: the value used in fine-tuning if known,"
                    + " otherwise transformers)")
        @Nullable PairFormat pairFormat,
    @Setting(
            help =
                "probability of no answer above which a question counts as unanswered, for models"
                    + " of SQuAD 2.0 (default: the one chosen in fine-tuning if known, otherwise"
                    + " 0.5 in evaluate, and answer always gives an answer)",
            placeholder = "X")
        @Nullable Double noAnswerThreshold,
    @Setting(
            help = "number of tokens per forward pass; a smaller number needs less memory",
            byDefault = "4096")
        int microBatchTokens,
    @Setting(
            help = "number of CPU threads per tensor operator; 0: all cores",
            byDefault = "0",
            resume = OnResume.ROUNDING)
        int threads,
    @Setting(help = "device to compute on: cpu or cuda:N", byDefault = "cpu") String device)
    implements AnsweringSettingsBuilder.With {

  public AnsweringSettings {
    requireAtLeast("max-length", maxLength == null ? 5 : maxLength, 5);
    WindowSettings.requireUsable(docStride, maxQuestionLength, maxAnswerLength);
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireThreads(threads);
    if (noAnswerThreshold != null && !(noAnswerThreshold >= 0 && noAnswerThreshold <= 1)) {
      throw new IllegalArgumentException(
          "no-answer-threshold must be in [0, 1], not " + noAnswerThreshold);
    }
  }

  /** Returns the settings of a model, all others with their defaults. */
  public static AnsweringSettings of(Path model) {
    return SettingsSchema.of(AnsweringSettings.class)
        .read(GivenValue.ofAll(Map.of("model", model)), Map.of());
  }
}
