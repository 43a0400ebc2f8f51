package io.noisette.command;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Progress display as a plain line from time to time, for files and pipes. */
final class LineProgress implements ProgressDisplay.View {

  private final Consumer<String> lines;

  LineProgress(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public long getPace() {
    return 10_000_000_000L;
  }

  @Override
  public void show(Work work, String detail) {
    String done = work.getWhat() + ": " + describeDone(work);
    lines.accept(join(done, work.describeRate(), work.describeTimeLeft(), detail));
  }

  @Override
  public void showEnd(Work work, String detail) {
    lines.accept(describeEnd(work, detail));
  }

  static String describeEnd(Work work, String detail) {
    String time = Seconds.describe(work.getSeconds());
    String done =
        String.format(Locale.ROOT, "%s: %s in %s", work.getWhat(), describeDone(work), time);
    return join(done, work.describeRate(), detail);
  }

  private static String join(String... parts) {
    return Arrays.stream(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }

  private static String describeDone(Work work) {
    String done = String.format(Locale.ROOT, "%,d", work.getDone());
    if (work.isTotalKnown() && work.getDone() < work.getTotal()) {
      long percent = (long) (100 * work.getShare());
      String total = String.format(Locale.ROOT, "%,d", work.getTotal());
      return String.format(
          Locale.ROOT, "%s of %s %s (%d %%)", done, total, work.getUnit(), percent);
    }
    return done + " " + work.getUnit();
  }
}
