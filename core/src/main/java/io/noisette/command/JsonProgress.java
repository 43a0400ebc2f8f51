package io.noisette.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** Progress display as one JSON object per line, for programs. */
final class JsonProgress implements ProgressDisplay.View {

  private final TerminalConsole console;

  JsonProgress(TerminalConsole console) {
    this.console = console;
  }

  @Override
  public long getPace() {
    return 10_000_000_000L;
  }

  @Override
  public void show(Work work, String detail) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("level", "progress");
    values.put("what", work.getWhat());
    values.put("done", work.getDone());
    if (work.isTotalKnown()) {
      values.put("total", work.getTotal());
    }
    values.put("unit", work.getUnit());
    values.put("per_second", work.getRate());
    if (work.getSecondsLeft() >= 0) {
      values.put("seconds_left", work.getSecondsLeft());
    }
    values.put("detail", detail);
    console.printJson(values);
  }

  @Override
  public void showEnd(Work work, String detail) {
    show(work, detail);
  }
}
