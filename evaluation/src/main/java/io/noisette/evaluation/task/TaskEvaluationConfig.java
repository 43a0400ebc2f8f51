package io.noisette.evaluation.task;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.settings.Setting;
import io.noisette.tokenizer.PairFormat;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The settings of {@code evaluate --task} with a task that classifies or scores texts. */
public record TaskEvaluationConfig(
    EvaluationSettings evaluation,
    @Setting(help = "the GLUE folder, or that of the task", placeholder = "DIR") Path data,
    @Setting(help = "a Hugging Face directory, a checkpoint or a run", placeholder = "MODEL")
        Path model,
    @Setting(help = "which examples", byDefault = "dev") Split split,
    @Setting(
            help =
                "where to write what the model says, as GLUE takes it; in a directory under GLUE's"
                    + " name",
            placeholder = "FILE|DIR")
        @Nullable Path predictions,
    @Setting(
            help =
                "most tokens of a text or pair, specials included (default: the run's, else as many"
                    + " as the model can read)",
            placeholder = "N")
        @Nullable Integer maxLength,
    @Setting(
            help =
                "of RoBERTa and BART: transformers, A </s></s> B; single, A </s> B (default: the"
                    + " run's, else transformers)")
        @Nullable PairFormat pairFormat,
    @Setting(help = "tokens that are in memory at a time", byDefault = "4096") int microBatchTokens,
    @Setting(help = "threads of one operator; 0: all cores", byDefault = "0") int threads,
    @Setting(help = "where to compute: cpu or cuda:N", byDefault = "cpu") String device)
    implements EvaluationConfig {

  static final int LEAST_LENGTH = 5;

  public TaskEvaluationConfig {
    requireAtLeast("max-length", maxLength == null ? LEAST_LENGTH : maxLength, LEAST_LENGTH);
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireAtLeast("threads", threads, 0);
  }
}
