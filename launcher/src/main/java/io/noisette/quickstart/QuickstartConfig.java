package io.noisette.quickstart;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of {@code quickstart}. */
record QuickstartConfig(
    @Setting(
            help = "directory of all it makes; what is unfinished there goes on",
            byDefault = "noisette-quickstart",
            placeholder = "DIR")
        Path output,
    @Setting(help = "minutes of training, at most", byDefault = "5") double minutes,
    @Setting(
            help = "text files to learn from, UTF-8, plain or gzip; else the sample text",
            placeholder = "FILE")
        @Nullable List<Path> text) {

  private static final double WEEK = 7 * 24 * 60;

  QuickstartConfig {
    text = text == null ? null : List.copyOf(text);
    if (!(minutes > 0 && minutes <= WEEK)) {
      throw new IllegalArgumentException(
          "minutes must be above 0 and at most 10080 (a week), not " + minutes);
    }
  }
}
