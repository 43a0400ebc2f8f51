package io.noisette.evaluation.task;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireThreads;

import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.tokenizer.PairFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings of {@code evaluate --task} with a classification or regression task. */
public record TaskEvaluationConfig(
    EvaluationSettings evaluation,
    @Setting(
            help = "directory of the GLUE data sets, or directory with only the files of this task",
            placeholder = "DIR")
        Path data,
    @Setting(
            help =
                "Hugging Face model directory, checkpoint or run directory of a classifier; for a"
                    + " tagging task, of a tagger",
            placeholder = "MODEL")
        Path model,
    @Setting(
            help =
                "output directory of distill-specialists, whose specialists started from this"
                    + " model: their answers are merged with the model's",
            placeholder = "DIR")
        @Nullable Path specialists,
    @Setting(
            help =
                "with --specialists: number of the model's most probable classes: a text goes to"
                    + " each specialist that covers one of them (default: as in"
                    + " distill-specialists)",
            placeholder = "N")
        @Nullable Integer likelyClasses,
    @Setting(help = "split to evaluate: train, dev or test", byDefault = "dev") Split split,
    @Setting(
            help =
                "output file for predictions in GLUE's submission format, or a directory,"
                    + " in which the file gets the name that GLUE expects; FILE.jsonl: JSON Lines"
                    + " with the probability of each label",
            placeholder = "FILE|DIR")
        @Nullable Path predictions,
    @Setting(
            help =
                "maximum number of tokens per text or pair, special tokens included; longer ones"
                    + " are truncated (default: the value used in fine-tuning if known, otherwise"
                    + " the maximum of the model)",
            placeholder = "N")
        @Nullable Integer maxLength,
    @Setting(
            help =
                "separator between the two texts of a pair, for RoBERTa and BART: transformers is"
                    + " </s></s>, single is </s> (default: the value used in fine-tuning if known,"
                    + " otherwise transformers)")
        @Nullable PairFormat pairFormat,
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
    implements EvaluationConfig {

  static final int LEAST_LENGTH = 5;

  public TaskEvaluationConfig {
    requireAtLeast("max-length", maxLength == null ? LEAST_LENGTH : maxLength, LEAST_LENGTH);
    requireAtLeast("likely-classes", likelyClasses == null ? 1 : likelyClasses, 1);
    if (likelyClasses != null && specialists == null) {
      throw new IllegalArgumentException("likely-classes needs --specialists");
    }
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireThreads(threads);
  }
}
