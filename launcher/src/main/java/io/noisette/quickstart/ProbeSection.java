package io.noisette.quickstart;

import io.noisette.report.HtmlWriter;
import io.noisette.report.ReportSection;
import io.noisette.report.ReportedRun;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Report section with the results of a quickstart's fine-tuning stage. */
final class ProbeSection implements ReportSection {

  @Override
  public String getTitle() {
    return "Benefit of pretraining";
  }

  @Override
  public boolean isAbout(RunRecord run) {
    Object output = run.settings().get("output");
    return output != null && ProbeResults.isIn(probeOf(Path.of(output.toString())));
  }

  @Override
  public void write(ReportedRun run, HtmlWriter html) throws IOException {
    html.element("p", ProbeResults.EXPLANATION, "class", "note");
    html.open("table").open("tr").element("th", "model").element("th", "accuracy").close();
    for (Map.Entry<String, Double> row :
        ProbeResults.read(probeOf(run.directory())).accuracies().entrySet()) {
      String accuracy = String.format(Locale.ROOT, "%.1f %%", 100 * row.getValue());
      html.open("tr").element("td", row.getKey()).element("td", accuracy).close();
    }
    html.close();
  }

  private static Path probeOf(Path run) {
    return run.resolveSibling(QuickstartDirectory.PROBE);
  }
}
