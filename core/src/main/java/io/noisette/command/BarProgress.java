package io.noisette.command;

import java.util.Locale;

/** Progress display as one line of a terminal that is redrawn. */
final class BarProgress implements ProgressDisplay.View {

  private static final int WIDTH = 20;

  private final TerminalConsole console;

  BarProgress(TerminalConsole console) {
    this.console = console;
  }

  @Override
  public long getPace() {
    return 200_000_000L;
  }

  @Override
  public void show(Work work, String detail) {
    StringBuilder line = new StringBuilder(work.getWhat());
    if (work.isTotalKnown()) {
      int filled = (int) (WIDTH * work.getShare());
      line.append(" [").append("#".repeat(filled)).append("-".repeat(WIDTH - filled)).append("]");
      line.append(String.format(Locale.ROOT, " %3d %%", (long) (100 * work.getShare())));
    } else {
      line.append(String.format(Locale.ROOT, "  %,d %s", work.getDone(), work.getUnit()));
    }
    line.append("  ").append(work.describeRate());
    line.append("  ").append(work.describeTimeLeft());
    line.append("  ").append(detail);
    console.printBar(line.toString());
  }

  @Override
  public void showEnd(Work work, String detail) {
    console.printLine(LineProgress.describeEnd(work, detail));
  }
}
