package io.noisette.bart;

import io.noisette.bart.objective.Objective;
import io.noisette.generate.Completion;
import io.noisette.generate.Gap;
import io.noisette.generate.Gaps;
import io.noisette.generate.TextInfiller;
import io.noisette.report.HtmlWriter;
import io.noisette.report.ReportSection;
import io.noisette.report.ReportedRun;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.ModelPath;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/** Report section with sentences whose gaps are filled in by the best checkpoint. */
final class InfillSection implements ReportSection {

  private static final int EXAMPLES = 5;
  private static final int BEAMS = 5;
  private static final int SHOWN = 3;
  private static final String MASK = "<mask>";

  @Override
  public String getTitle() {
    return "Gaps filled in";
  }

  @Override
  public boolean isAbout(RunRecord run) {
    Objective objective = PretrainedRun.findObjective(run);
    return objective != null && objective.isForInfilling();
  }

  @Override
  public boolean isSlow() {
    return true;
  }

  @Override
  public void write(ReportedRun run, HtmlWriter html) throws IOException {
    if (!Files.isDirectory(CheckpointDirectory.latestOf(run.directory()))) {
      html.element("p", "There is no checkpoint yet.", "class", "note");
      return;
    }
    try (RunText text = RunText.open(run.record())) {
      List<Gap> gaps = Gaps.choose(text.readSentences(), EXAMPLES);
      html.element(
          "p",
          ("Gaps in %s, filled in by %s. Scores are mean log-probabilities per token of the"
                  + " whole text.")
              .formatted(text.describe(), ModelPath.resolve(run.directory()).getFileName()),
          "class",
          "note");
      try (TextInfiller infiller = TextInfiller.open(run.directory(), "cpu")) {
        gaps.forEach(gap -> write(html, gap, infiller.infill(gap.getMasked(), BEAMS)));
      }
    }
  }

  private static void write(HtmlWriter html, Gap gap, List<Completion> completions) {
    html.open("div", "class", "example").open("p");
    String masked = gap.getMasked();
    int mask = masked.indexOf(MASK, gap.start());
    html.text(masked.substring(0, mask)).element("mark", "mask");
    html.text(masked.substring(mask + MASK.length())).close();
    html.open("p", "class", "aside").text("was: ").element("em", gap.getWords()).close();
    html.open("ol", "class", "fillings");
    for (Completion completion : completions.subList(0, Math.min(SHOWN, completions.size()))) {
      html.open("li");
      html.element(
          "span", String.format(Locale.ROOT, "%.4f", completion.score()), "class", "score");
      String shown = gap.show(completion);
      html.element(shown.isBlank() ? "em" : "span", shown.isBlank() ? "nothing" : shown).close();
    }
    html.close().close();
  }
}
