package io.noisette.bart;

import io.noisette.failure.UsageException;
import io.noisette.settings.Setting;
import io.noisette.train.TrainingSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The settings of {@code bart-pretrain}. */
public record BartPretrainConfig(
    @Setting(help = "corpus to train on, made by prepare; not needed by --dry-run")
        @Nullable Path corpus,
    @Setting(help = "held-out corpus to validate on") @Nullable Path validation,
    @Setting(help = "model size and training settings that suit it", byDefault = "tiny")
        BartPreset preset,
    @Setting(
            help = "what the model learns to undo; see noise-list (the paper's final recipe)",
            byDefault = "permute-sentences|infill(ratio=0.3,lambda=3)",
            placeholder = "SPEC")
        String noise,
    PluginSettings plugins,
    @Setting(help = "target tokens of a validation; 0: the whole corpus", byDefault = "65536")
        int validationTokens,
    @Setting(help = "vocabulary of a --dry-run; else the corpus's", byDefault = "50265")
        int vocabularySize,
    BartShape shape,
    TrainingSettings training) {

  BartPretrainConfig withTraining(TrainingSettings other) {
    return new BartPretrainConfig(
        corpus, validation, preset, noise, plugins, validationTokens, vocabularySize, shape, other);
  }

  Path requireCorpus() {
    if (corpus == null) {
      throw new UsageException("--corpus is missing: corpus to train on, made by prepare");
    }
    return corpus;
  }
}
