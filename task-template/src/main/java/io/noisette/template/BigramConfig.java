package io.noisette.template;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.failure.UsageException;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import io.noisette.train.LoopSettings;
import io.noisette.train.RuntimeSettings;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Settings of {@code bigram-lm}. Each component is an option, a key of a file, and a help line. */
@RecordBuilder
public record BigramConfig(
    @Setting(
            help = "training corpus, written by prepare; not needed with --dry-run",
            resume = OnResume.INPUT)
        @Nullable Path corpus,
    @Setting(help = "embedding size", byDefault = "32") int dModel,
    @Setting(help = "number of tokens per step", byDefault = "1024") int tokensPerStep,
    @Setting(
            help = "number of optimizer steps of the whole run",
            byDefault = "200",
            resume = OnResume.RAISABLE)
        int steps,
    @Setting(help = "learning rate", byDefault = "0.01") double learningRate,
    @Setting(help = "random seed for weight initialization and data order", byDefault = "1")
        long seed,
    @Setting(
            help = "vocabulary size assumed by a --dry-run without --corpus",
            byDefault = "8192",
            resume = OnResume.FREE)
        int vocabSize,
    RuntimeSettings runtime)
    implements BigramConfigBuilder.With {

  public BigramConfig {
    requireAtLeast("d-model", dModel, 1);
    requireAtLeast("tokens-per-step", tokensPerStep, 1);
    requireAtLeast("steps", steps, 1);
    requireAtLeast("vocab-size", vocabSize, 1);
  }

  Path requireCorpus() {
    if (corpus == null) {
      throw new UsageException("--corpus is missing: training corpus, written by prepare");
    }
    return corpus;
  }

  LoopSettings toLoopSettings() {
    return new LoopSettings(steps, seed, 0, steps, runtime.checkpointEvery(), runtime.nonFinite());
  }
}
