package io.noisette.sandwich;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The settings of {@code evaluate --task perplexity}. */
public record PerplexityConfig(
    EvaluationSettings evaluation,
    @Setting(help = "a directory of sandwich-lm, a checkpoint or a run", placeholder = "MODEL")
        Path model,
    @Setting(help = "held-out corpus, made by prepare", placeholder = "DIR") Path corpus,
    @Setting(
            help = "tokens that are read at a time, context included (default: all positions)",
            placeholder = "N")
        @Nullable Integer window,
    @Setting(
            help =
                "tokens that a window predicts, its last ones (default: all of them, so that"
                    + " windows are blocks); 1: fully sliding",
            placeholder = "N")
        @Nullable Integer stride,
    @Setting(help = "tokens that are in memory at a time, at least a window", byDefault = "4096")
        int microBatchTokens,
    @Setting(help = "threads of one operator; 0: all cores", byDefault = "0") int threads,
    @Setting(help = "where to compute: cpu or cuda:N", byDefault = "cpu") String device)
    implements EvaluationConfig {

  public PerplexityConfig {
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireAtLeast("threads", threads, 0);
    if (window != null) {
      requireAtLeast("window", window, 1);
    }
    if (stride != null) {
      requireAtLeast("stride", stride, 1);
    }
  }
}
