package io.noisette.generate;

import io.noisette.settings.Setting;
import java.nio.file.Path;

/** Settings of {@code generate}. */
public record GenerateConfig(
    @Setting(
            help = "model directory, checkpoint or run directory of sandwich-lm",
            placeholder = "MODEL")
        Path model,
    @Setting(help = "beginning of the text, which the model continues") String prompt,
    @Setting(help = "number of tokens to generate", byDefault = "100") int tokens,
    @Setting(
            help =
                "nucleus sampling: sample from the smallest set of most likely tokens whose"
                    + " total probability is at least this",
            byDefault = "0.9")
        double topP,
    @Setting(
            help =
                "sampling temperature: below 1 favours likely tokens, above 1 rare ones; 0:"
                    + " greedy decoding",
            byDefault = "1.0")
        double temperature,
    @Setting(help = "random seed of sampling", byDefault = "1") long seed,
    @Setting(help = "device to compute on: cpu or cuda:N", byDefault = "cpu") String device) {

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
