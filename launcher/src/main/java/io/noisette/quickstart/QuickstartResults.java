package io.noisette.quickstart;

import io.noisette.generate.Completion;
import io.noisette.generate.Gap;
import io.noisette.generate.Gaps;
import io.noisette.generate.TextInfiller;
import io.noisette.report.RunReports;
import io.noisette.text.DocumentFormat;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Results that a quickstart prints: validation curve, filled-in gaps, texts of the fine-tuned
 * models, and commands to try next.
 */
final class QuickstartResults {

  private static final int EXAMPLES = 5;
  private static final int BEAMS = 5;
  private static final int SHOWN = 3;
  private static final double COPIES =
      0.5; // copy accuracy from which the model counts as able to copy

  private final QuickstartDirectory directory;
  private final PrintStream out;

  QuickstartResults(QuickstartDirectory directory, PrintStream out) {
    this.directory = directory;
    this.out = out;
  }

  /**
   * Prints the results.
   *
   * @param format of the held-out text
   */
  void print(DocumentFormat format) throws IOException {
    List<ValidationPoint> points = ValidationPoint.readAll(directory.getRun());
    if (!points.isEmpty()) {
      out.println(new ValidationCurve(points).draw());
      if (points.get(points.size() - 1).copyAccuracy() < COPIES) {
        out.println(
            "The model has not learned to copy yet, and fills gaps badly until it has: try more");
        out.println("--minutes, with another --output.\n");
      }
    }
    List<Gap> gaps = Gaps.choose(directory.getHeldOutText(), format, EXAMPLES);
    if (!gaps.isEmpty()) {
      out.println("Gaps in held-out text, filled in; scores are mean log-probabilities per token:");
      fillIn(gaps);
    }
    if (RestorationResults.isIn(directory.getFineTuning())) {
      RestorationResults.read(directory.getFineTuning()).print(out);
    }
    String text = gaps.isEmpty() ? "a text with a <mask>" : gaps.get(0).getMasked();
    Path report = directory.getRun().resolve(RunReports.FILE_NAME);
    if (Files.isRegularFile(report)) {
      out.println("Report with curves, noise and settings: " + report + "\n");
    }
    out.println("Try your own text:");
    out.printf(
        "  ./noisette infill --model %s --text %s%n",
        ShellWord.quote(directory.getRun().toString()), ShellWord.quote(text));
  }

  private void fillIn(List<Gap> gaps) throws IOException {
    try (TextInfiller infiller = TextInfiller.open(directory.getRun(), "cpu")) {
      for (Gap gap : gaps) {
        out.printf("%n  %s%n", gap.getMasked());
        out.printf("  was: %s%n", gap.getWords());
        List<Completion> completions = infiller.infill(gap.getMasked(), BEAMS);
        for (Completion completion : completions.subList(0, Math.min(SHOWN, completions.size()))) {
          out.printf(Locale.ROOT, "%9.4f  %s%n", completion.score(), gap.show(completion));
        }
      }
    }
    out.println();
  }
}
