package io.noisette.distillation.dataset;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.noisette.report.HtmlWriter;
import io.noisette.report.ReportSection;
import io.noisette.report.ReportedLines;
import io.noisette.report.ReportedRun;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Report section with the words nearest to the synthetic texts, darker where they are closer. */
public final class NearestWordsSection implements ReportSection {

  private static final int MOST_TEXTS = 20;
  private static final double LEAST_OPACITY = 0.25;

  @Override
  public String getTitle() {
    return "Words nearest to the synthetic texts";
  }

  @Override
  public boolean isAbout(RunRecord run) {
    return run.verb().equals(DistillDatasetCommand.NAME);
  }

  @Override
  public void write(ReportedRun run, HtmlWriter html) throws IOException {
    Path file = run.directory().resolve(NearestWords.FILE_NAME);
    if (!Files.exists(file)) {
      html.element("p", "No validation has been made yet.", "class", "note");
      return;
    }
    html.element(
        "p",
        "Each vector of a synthetic text is shown as the word nearest to it, paler the smaller"
            + " their cosine is. The text is not these words: evaluate --task dataset has a row"
            + " that is trained on them. "
            + NearestWords.FILE_NAME
            + " has all texts.",
        "class",
        "note");
    ReportedLines.read(file, MOST_TEXTS, line -> write(line, html));
  }

  private static void write(JsonObject line, HtmlWriter html) {
    html.open("div", "class", "example");
    html.open("p", "class", "aside")
        .text(
            String.format(
                Locale.ROOT,
                "step %d, %s, label weights %s",
                line.get("step").getAsInt() + 1,
                line.get("label").getAsString(),
                weights(line.getAsJsonArray("weights"))))
        .close();
    html.open("p");
    JsonArray words = line.getAsJsonArray("words");
    for (int i = 0; i < words.size(); i++) {
      double cosine = line.getAsJsonArray("cosines").get(i).getAsDouble();
      double opacity = LEAST_OPACITY + (1 - LEAST_OPACITY) * Math.max(0, Math.min(1, cosine));
      html.element(
          "span",
          words.get(i).getAsString(),
          "style",
          String.format(Locale.ROOT, "opacity: %.2f", opacity),
          "title",
          String.format(Locale.ROOT, "cosine %.3f", cosine));
      html.text(" ");
    }
    html.close().close();
  }

  private static String weights(JsonArray weights) {
    StringBuilder text = new StringBuilder();
    weights.forEach(
        weight -> text.append(String.format(Locale.ROOT, "%.2f ", weight.getAsDouble())));
    return text.toString().strip();
  }
}
