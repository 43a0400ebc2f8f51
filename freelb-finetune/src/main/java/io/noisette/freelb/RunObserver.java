package io.noisette.freelb;

import io.noisette.report.RunReports;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Hook around the run of each seed. */
@FunctionalInterface
interface RunObserver {

  /**
   * Runs the training of a seed and returns its result, acting before and after as needed.
   *
   * @param run run directory of the seed
   * @param training trains the seed; its result is null if it was stopped early
   * @return the result of {@code training}
   */
  @Nullable SeedResult observe(Path run, RunReports.Training<@Nullable SeedResult> training)
      throws IOException;
}
