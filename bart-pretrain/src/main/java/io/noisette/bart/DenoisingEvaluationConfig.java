package io.noisette.bart;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of {@code evaluate --task denoising}. */
public record DenoisingEvaluationConfig(
    EvaluationSettings evaluation,
    @Setting(help = "a Hugging Face directory, a checkpoint or a run", placeholder = "MODEL")
        Path model,
    @Setting(help = "held-out corpus, made by prepare", placeholder = "DIR") Path corpus,
    @Setting(
            help =
                "what the model is to undo, each spec a row (default: the noise of the run, else "
                    + DenoisingEvaluation.PAPER_NOISE
                    + ")",
            placeholder = "SPEC")
        @Nullable List<String> noise,
    PluginSettings plugins,
    @Setting(help = "target tokens to measure; 0: the whole corpus", byDefault = "0") long tokens,
    @Setting(
            help =
                "most tokens of a sample, specials included (default: the run's, else as many as"
                    + " the model can read)",
            placeholder = "N")
        @Nullable Integer sequenceLength,
    @Setting(help = "of order and noise; validation while training has 0", byDefault = "0")
        long seed,
    @Setting(help = "target tokens that are in memory at a time", byDefault = "4096")
        int microBatchTokens,
    @Setting(help = "threads of one operator; 0: all cores", byDefault = "0") int threads,
    @Setting(help = "where to compute: cpu or cuda:N", byDefault = "cpu") String device)
    implements EvaluationConfig {

  public DenoisingEvaluationConfig {
    noise = noise == null ? null : List.copyOf(noise);
    requireAtLeast("tokens", tokens, 0);
    requireAtLeast("micro-batch-tokens", microBatchTokens, 1);
    requireAtLeast("threads", threads, 0);
    if (sequenceLength != null) {
      requireAtLeast("sequence-length", sequenceLength, 3);
    }
  }
}
