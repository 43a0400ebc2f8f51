package io.noisette.generate;

import io.noisette.settings.Setting;
import java.nio.file.Path;

/** The settings of {@code generate}. */
public record GenerateConfig(
    @Setting(help = "a directory of sandwich-lm, a checkpoint or a run", placeholder = "MODEL")
        Path model,
    @Setting(help = "how the text begins") String prompt,
    @Setting(help = "tokens to write", byDefault = "100") int tokens,
    @Setting(
            help = "draw from the likeliest tokens that together have this probability",
            byDefault = "0.9")
        double topP,
    @Setting(
            help = "flattens what tokens are drawn from, or sharpens it below 1; 0: the likeliest",
            byDefault = "1.0")
        double temperature,
    @Setting(help = "of the draws", byDefault = "1") long seed,
    @Setting(help = "where to compute: cpu or cuda:N", byDefault = "cpu") String device) {

  public GenerateConfig {
    if (tokens < 1) {
      throw new IllegalArgumentException("tokens must be at least 1, not " + tokens);
    }
    if (!(topP > 0 && topP <= 1)) {
      throw new IllegalArgumentException("top-p must be in (0, 1], not " + topP);
    }
    if (!(temperature >= 0)) {
      throw new IllegalArgumentException("temperature must be at least 0, not " + temperature);
    }
  }
}
