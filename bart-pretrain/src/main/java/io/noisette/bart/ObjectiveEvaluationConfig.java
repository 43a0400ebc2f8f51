package io.noisette.bart;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireThreads;

import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings of {@code evaluate} for measuring a model on a pretraining objective. */
public record ObjectiveEvaluationConfig(
    EvaluationSettings evaluation,
    @Setting(
            help =
                "run directory, checkpoint or model directory of a model that bart-pretrain trained on"
                    + " this objective",
            placeholder = "MODEL")
        Path model,
    @Setting(help = "held-out corpus, written by prepare", placeholder = "DIR") Path corpus,
    @Setting(
            help =
                "number of tokens to evaluate, special tokens included, from a random sample of"
                    + " sequences; 0: all",
            byDefault = "0")
        long tokens,
    @Setting(
            help =
                "maximum number of tokens per sequence, special tokens included (default: the value"
                    + " of the training run if known, otherwise the maximum of the model)",
            placeholder = "N")
        @Nullable Integer sequenceLength,
    @Setting(
            help =
                "random seed for selecting and corrupting sequences; 0: the same sequences as in"
                    + " validation during training",
            byDefault = "0")
        long seed,
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

  public ObjectiveEvaluationConfig {
    requireAtLeast("tokens", tokens, 0);
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireThreads(threads);
    if (sequenceLength != null) {
      requireAtLeast("sequence-length", sequenceLength, 3);
    }
  }
}
