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

  /** Keeps the scores of a step, (beam, vocabulary), within memory. */
  private static final int MAX_BEAM = 1000;

  public InfillConfig {
    if (beam < 1 || beam > MAX_BEAM) {
      throw new IllegalArgumentException("beam must be in [1, 1000], not " + beam);
    }
  }
}
