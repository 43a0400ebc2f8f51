package io.noisette.generate;

import io.noisette.settings.Setting;
import java.nio.file.Path;

/** The settings of {@code infill}. */
public record InfillConfig(
    @Setting(help = "a Hugging Face directory, a checkpoint or a run", placeholder = "MODEL")
        Path model,
    @Setting(help = "the text, with <mask> where something is missing") String text,
    @Setting(help = "hypotheses followed, and at most so many completions", byDefault = "5")
        int beam,
    @Setting(help = "where to compute: cpu or cuda:N", byDefault = "cpu") String device,
    @Setting(help = "how completions are written", byDefault = "text") InfillFormat format) {

  public InfillConfig {
    if (beam < 1) {
      throw new IllegalArgumentException("beam must be at least 1, not " + beam);
    }
  }
}
