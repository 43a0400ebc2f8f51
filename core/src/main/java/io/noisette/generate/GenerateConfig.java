package io.noisette.generate;

import static io.noisette.settings.Bounds.requireThreads;

import io.noisette.generate.target.TargetSettings;
import io.noisette.settings.Setting;
import java.nio.file.Path;

/**
 * Settings of {@code generate}.
 *
 * @param language settings that a language model takes
 * @param target settings that a BART takes
 */
public record GenerateConfig(
    @Setting(
            help =
                "Hugging Face model directory, checkpoint or run directory of a BART, a single"
                    + " stack of bart-pretrain, or a language model of sandwich-lm",
            placeholder = "MODEL")
        Path model,
    TargetSettings target,
    LanguageSettings language,
    @Setting(
            help = "number of CPU threads per tensor operator; 0: one per core, or OMP_NUM_THREADS",
            byDefault = "0")
        int threads,
    @Setting(help = "device to compute on: cpu or cuda:N", byDefault = "cpu") String device) {

  public GenerateConfig {
    requireThreads(threads);
  }
}
