package io.noisette.report;

import io.noisette.run.RunRecord;
import java.io.IOException;

/**
 * A section of a run's report that depends on the task, such as samples, examples or tables. Guice
 * modules contribute sections by a {@code Multibinder}.
 */
public interface ReportSection {

  String getTitle();

  /** Returns true if the section has something to show for a run. */
  boolean isAbout(RunRecord run);

  /**
   * Returns true if the section takes more than a moment, so that it is left out when a run is
   * stopped.
   */
  default boolean isSlow() {
    return false;
  }

  /**
   * Writes the content below the title. If it throws an exception, a note takes the place of the
   * section.
   */
  void write(ReportedRun run, HtmlWriter html) throws IOException;
}
