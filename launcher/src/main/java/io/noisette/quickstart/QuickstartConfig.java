package io.noisette.quickstart;

import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of {@code quickstart}. */
record QuickstartConfig(
    @Setting(
            help = "output directory; an unfinished quickstart in it is resumed",
            byDefault = "noisette-quickstart",
            placeholder = "DIR")
        Path output,
    @Setting(help = "time for all stages together, in minutes", byDefault = "5") double minutes,
    @Setting(
            help = "training text files: UTF-8, plain or gzip (default: the sample text)",
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
