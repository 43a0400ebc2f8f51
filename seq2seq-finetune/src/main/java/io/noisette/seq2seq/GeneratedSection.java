package io.noisette.seq2seq;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.noisette.report.HtmlWriter;
import io.noisette.report.ReportSection;
import io.noisette.report.ReportedLines;
import io.noisette.report.ReportedRun;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Report section with texts that the model generated in the last validation. */
final class GeneratedSection implements ReportSection {

  private static final int EXAMPLES = 5;

  @Override
  public String getTitle() {
    return "Generated texts";
  }

  @Override
  public boolean isAbout(RunRecord run) {
    return run.settings().containsKey("validation-rows");
  }

  @Override
  public void write(ReportedRun run, HtmlWriter html) throws IOException {
    Path file = run.directory().resolve(Seq2SeqValidator.FILE_NAME);
    if (!Files.exists(file)) {
      html.element("p", "No text was generated in a validation.", "class", "note");
      return;
    }
    html.element(
        "p",
        "Texts of the last validation beside a reference; "
            + Seq2SeqValidator.FILE_NAME
            + " has"
            + " all of them.",
        "class",
        "note");
    ReportedLines.read(file, EXAMPLES, line -> write(line, html));
  }

  private static void write(JsonObject line, HtmlWriter html) {
    List<JsonElement> references = line.getAsJsonArray("references").asList();
    html.open("div", "class", "example");
    html.element("p", line.get("prediction").getAsString());
    html.open("p", "class", "aside").text("reference: ");
    html.element("em", references.get(0).getAsString()).close().close();
  }
}
