package io.noisette.report;

import io.noisette.run.RunRecord;
import java.io.IOException;

/**
 * A section of a run's report that is specific to a task, such as samples, examples or tables.
 * Guice modules contribute sections by a {@code Multibinder}.
 */
public interface ReportSection {

  /** Returns the heading of the section. */
  String getTitle();

  /** Returns true if the section has something to show for a run. */
  boolean isAbout(RunRecord run);

  /**
   * Returns true if the section takes seconds to make, so that it is left out when a run is stopped
   * early.
   */
  default boolean isSlow() {
    return false;
  }

  /**
   * Writes the content of the section, below its title. If it throws an exception, a note takes the
   * place of the section.
   */
  void write(ReportedRun run, HtmlWriter html) throws IOException;
}
