package io.noisette.quickstart;

import io.noisette.report.HtmlWriter;
import io.noisette.report.ReportSection;
import io.noisette.report.ReportedRun;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Report section with the results of a quickstart's fine-tuning stage. */
final class RestorationSection implements ReportSection {

  @Override
  public String getTitle() {
    return "Benefit of pretraining";
  }

  @Override
  public boolean isAbout(RunRecord run) {
    Object output = run.settings().get("output");
    return output != null && RestorationResults.isIn(besides(Path.of(output.toString())));
  }

  @Override
  public void write(ReportedRun run, HtmlWriter html) throws IOException {
    RestorationResults results = RestorationResults.read(besides(run.directory()));
    html.element("p", RestorationResults.EXPLANATION, "class", "note");
    html.open("table").open("tr");
    html.element("th", "model").element("th", "exactly as they were").element("th", "chrF").close();
    for (RestorationResults.Score score : results.getScores()) {
      html.open("tr").element("td", score.model());
      html.element("td", String.format(Locale.ROOT, "%.0f %%", score.exact()));
      html.element("td", String.format(Locale.ROOT, "%.1f", score.chrf())).close();
    }
    html.close();
    for (RestorationResults.Example example : results.getExamples()) {
      html.open("div", "class", "example").element("p", example.source());
      writeText("was", example.reference(), html);
      writeText("pretrained", example.pretrained(), html);
      writeText("random", example.random(), html);
      html.close();
    }
  }

  private static void writeText(String label, String text, HtmlWriter html) {
    html.open("p", "class", "aside").text(label + ": ").element("em", text).close();
  }

  private static Path besides(Path run) {
    return run.resolveSibling(QuickstartDirectory.FINE_TUNING);
  }
}
