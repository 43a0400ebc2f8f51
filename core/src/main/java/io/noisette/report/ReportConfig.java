package io.noisette.report;

import io.noisette.failure.UsageException;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The settings of {@code report}. */
public record ReportConfig(
    @Setting(help = "run directory; several are compared", placeholder = "DIR") List<Path> run,
    @Setting(
            help = "file to write; else report.html in the run directory, if it is one run",
            placeholder = "FILE")
        @Nullable Path output) {

  public ReportConfig {
    run = List.copyOf(run);
  }

  Path requireOutput() {
    if (output == null && run.size() > 1) {
      throw new UsageException(
          "--output is missing: file to write the comparison of %d runs to".formatted(run.size()));
    }
    return output == null ? run.get(0).resolve(RunReports.FILE_NAME) : output;
  }
}
