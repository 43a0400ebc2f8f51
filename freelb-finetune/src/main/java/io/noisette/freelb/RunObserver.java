package io.noisette.freelb;

import io.noisette.report.RunReports;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What happens around the run of each seed. */
@FunctionalInterface
interface RunObserver {

  @Nullable Double observe(Path run, RunReports.Training<@Nullable Double> training)
      throws IOException;
}
