package io.noisette.report;

import io.noisette.run.RunRecord;
import java.io.IOException;

/**
 * A part of the report on one run that knows its task: samples, examples, tables. Modules
 * contribute theirs by Guice's {@code Multibinder}.
 */
public interface ReportSection {

  String getTitle();

  /** Whether it has something to show of a run. */
  boolean isAbout(RunRecord run);

  /** Whether it takes more than a moment: it is then left out when a run is stopped. */
  default boolean isSlow() {
    return false;
  }

  /**
   * Writes what stands under the title. What it throws becomes a note in the place of the section.
   */
  void write(ReportedRun run, HtmlWriter html) throws IOException;
}
