package io.noisette.sandwich;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireThreads;

import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings of {@code evaluate --task perplexity}. */
public record PerplexityConfig(
    EvaluationSettings evaluation,
    @Setting(
            help = "model directory, checkpoint or run directory of sandwich-lm",
            placeholder = "MODEL")
        Path model,
    @Setting(help = "held-out corpus, written by prepare", placeholder = "DIR") Path corpus,
    @Setting(
            help =
                "maximum number of tokens the model reads at once, context included (default: the"
                    + " maximum of the model)",
            placeholder = "N")
        @Nullable Integer window,
    @Setting(
            help =
                "number of tokens predicted at the end of each window, the tokens before them being"
                    + " context (default: --window, so that windows do not overlap); 1: fully"
                    + " sliding window",
            placeholder = "N")
        @Nullable Integer stride,
    @Setting(
            help =
                "number of tokens per forward pass, at least the length of a window; a smaller"
                    + " number needs less memory",
            byDefault = "4096")
        int microBatchTokens,
    @Setting(
            help = "number of CPU threads per tensor operator; 0: all cores",
            byDefault = "0",
            resume = OnResume.ROUNDING)
        int threads,
    @Setting(help = "device to compute on: cpu or cuda:N", byDefault = "cpu") String device)
    implements EvaluationConfig {

  public PerplexityConfig {
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireThreads(threads);
    if (window != null) {
      requireAtLeast("window", window, 1);
    }
    if (stride != null) {
      requireAtLeast("stride", stride, 1);
    }
  }
}
