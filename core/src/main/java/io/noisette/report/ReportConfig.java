package io.noisette.report;

import io.noisette.failure.UsageException;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Settings of {@code report}. */
public record ReportConfig(
    @Setting(
            help =
                "run directory, or several to compare; a directory that holds runs, such as those"
                    + " of several seeds, stands for all of them",
            placeholder = "DIR")
        List<Path> run,
    @Setting(
            help =
                "output HTML file (default: report.html in the run directory; required with"
                    + " several runs)",
            placeholder = "FILE")
        @Nullable Path output,
    @Setting(
            help =
                "directory of the plug-ins that the run was trained with, for the examples of its"
                    + " noise; the one that run.json names is not used, because plug-ins are code",
            placeholder = "DIR",
            isCode = true)
        @Nullable Path plugins) {

  public ReportConfig {
    run = List.copyOf(run);
  }

  Path requireOutput() {
    if (output == null && run.size() > 1) {
      throw new UsageException(
          String.format(
              Locale.ROOT,
              "--output is missing: HTML file for the comparison of %d runs",
              run.size()));
    }
    return output == null ? run.get(0).resolve(RunReports.FILE_NAME) : output;
  }
}
