package io.noisette.generate;

import static io.noisette.settings.Bounds.requireThreads;

import io.noisette.command.OutputFormat;
import io.noisette.settings.Setting;
import java.nio.file.Path;

/** Settings of {@code infill}. */
public record InfillConfig(
    @Setting(
            help = "Hugging Face model directory, checkpoint or run directory of a BART",
            placeholder = "MODEL")
        Path model,
    @Setting(help = "text with <mask> in each place to fill in") String text,
    @Setting(help = "beam size, which is also the maximum number of completions", byDefault = "5")
        int beam,
    @Setting(
            help = "number of CPU threads per tensor operator; 0: one per core, or OMP_NUM_THREADS",
            byDefault = "0")
        int threads,
    @Setting(help = "device to compute on: cpu or cuda:N", byDefault = "cpu") String device,
    @Setting(help = "output format", byDefault = "text") OutputFormat format) {

  /** Limit that keeps the logits of a step, (beam, vocabulary), within memory. */
  private static final int MAX_BEAM = 1000;

  public InfillConfig {
    if (beam < 1 || beam > MAX_BEAM) {
      throw new IllegalArgumentException("beam must be in [1, 1000], not " + beam);
    }
    requireThreads(threads);
  }
}
