package io.noisette.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Work as a plain line now and then, for files and pipes. */
final class LineProgress implements ProgressDisplay.View {

  private final TerminalConsole console;

  LineProgress(TerminalConsole console) {
    this.console = console;
  }

  @Override
  public long getPace() {
    return 10_000_000_000L;
  }

  @Override
  public void show(Work work, String detail) {
    List<String> parts = new ArrayList<>();
    parts.add(describeDone(work));
    parts.add(work.describeRate());
    if (work.getSecondsLeft() >= 0) {
      parts.add(work.describeTimeLeft());
    }
    if (!detail.isEmpty()) {
      parts.add(detail);
    }
    console.printLine(work.getWhat() + ": " + String.join(", ", parts));
  }

  @Override
  public void showEnd(Work work, String detail) {
    console.printLine(describeEnd(work, detail));
  }

  static String describeEnd(Work work, String detail) {
    String time = Work.describeSeconds(work.getSeconds());
    String end = "%s: %s in %s".formatted(work.getWhat(), describeDone(work), time);
    end += ", " + work.describeRate();
    return detail.isEmpty() ? end : end + ", " + detail;
  }

  private static String describeDone(Work work) {
    String done = String.format(Locale.ROOT, "%,d", work.getDone());
    if (work.isTotalKnown() && work.getDone() < work.getTotal()) {
      long percent = (long) (100 * work.getShare());
      String total = String.format(Locale.ROOT, "%,d", work.getTotal());
      return "%s of %s %s (%d %%)".formatted(done, total, work.getUnit(), percent);
    }
    return done + " " + work.getUnit();
  }
}
