package io.noisette.report;

import io.noisette.command.Console;
import java.io.IOException;
import java.util.Locale;

/**
 * Writer of the sections of a task; a section that fails leaves a note in the report and a warning.
 */
final class SectionWriter {

  private final HtmlWriter html = new HtmlWriter();
  private final ReportedRun run;
  private final Console console;

  SectionWriter(ReportedRun run, Console console) {
    this.run = run;
    this.console = console;
  }

  HtmlWriter getHtml() {
    return html;
  }

  /** Returns whether a section is about the run; one that cannot tell leaves a note. */
  boolean isWanted(ReportSection section) {
    try {
      return section.isAbout(run.record());
    } catch (RuntimeException e) { // the record of a run may be damaged
      writeMissing(section, e);
      return false;
    }
  }

  void write(ReportSection section) {
    HtmlWriter content = new HtmlWriter();
    try {
      section.write(run, content);
      begin(section).append(content).close();
    } catch (IOException | RuntimeException e) {
      writeMissing(section, e);
    }
  }

  private void writeMissing(ReportSection section, Exception failure) {
    String message = messageOf(failure);
    console.warn(
        String.format(
            Locale.ROOT,
            "section “%s” is missing from the report: %s",
            section.getTitle(),
            message));
    begin(section).element("p", "Not shown: " + message, "class", "note").close();
  }

  /** Writes a note in place of a section that would take too long now. */
  void leaveOut(ReportSection section) {
    String note =
        String.format(
            Locale.ROOT,
            "Left out because the run was stopped early; noisette report --run %s adds it.",
            run.directory());
    begin(section).element("p", note, "class", "note").close();
  }

  static String messageOf(Exception failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.toString() : message;
  }

  private HtmlWriter begin(ReportSection section) {
    return html.open("section").element("h2", section.getTitle());
  }
}
