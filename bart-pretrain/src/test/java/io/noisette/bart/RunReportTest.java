package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.noising.spi.TokenizedDocument;
import io.noisette.report.HtmlWriter;
import io.noisette.run.RunRecord;
import io.noisette.settings.SettingsSchema;
import io.noisette.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

  @TempDir private static Path directory;

  private static TinyRuns runs;
  private static Path output;
  private static TinyRuns.Outcome outcome;

  @BeforeAll
  static void train() throws IOException, InterruptedException {
    runs = new TinyRuns(directory);
    output = directory.resolve("run");
    outcome = runs.runVerb(output, Map.of("steps", 20));
  }

  @Test
  void aRunLeavesItsReport() throws IOException {
    assertEquals(0, outcome.exitCode(), outcome.err());
    assertTrue(outcome.err().contains("report: " + output.resolve("report.html")), outcome.err());
    assertFalse(outcome.err().contains("warning"), outcome.err());
    String page = Files.readString(output.resolve("report.html"));
    for (String text :
        List.of(
            "<h3>Loss on corrupted tokens</h3>",
            "unigram, no context",
            "<h3>Accuracy on held-out text</h3>",
            "<h2>Gaps filled in</h2>",
            "filled in by step-0000",
            "<mark>mask</mark>",
            "was: <em>",
            "<h2>Noise</h2>",
            "permute-sentences|infill(ratio=0.3,lambda=3)",
            "<del>")) {
      assertTrue(page.contains(text), text);
    }
    assertFalse(page.contains("Not shown"), page);
  }

  @Test
  void aReportSaysWhenTheTextIsGone() throws IOException, InterruptedException {
    TinyRuns others = new TinyRuns(directory.resolve("others"));
    Path run = directory.resolve("orphan");
    others.runVerb(run, Map.of("steps", 2));
    Files.move(others.corpus(), directory.resolve("moved"));
    TinyRuns.report(run);
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains("Not shown: there is no corpus " + others.corpus()), page);
  }

  @Test
  void theSettingsThatSomeoneChoseAreMarked() throws IOException {
    Set<String> chosen =
        SettingsSchema.of(BartPretrainConfig.class).findChosen(RunRecord.read(output).settings());
    assertTrue(chosen.containsAll(Set.of("corpus", "output", "steps", "d-model", "log-every")));
    for (String byDefault : List.of("preset", "learning-rate", "noise", "adam-eps", "init-from")) {
      assertFalse(chosen.contains(byDefault), byDefault);
    }
  }

  @Test
  void noiseIsColoured() throws IOException {
    try (Tokenizer tokenizer = Tokenizer.load(directory.resolve("tokenizer.json"))) {
      int mask = tokenizer.getMaskId();
      int[] one = tokenizer.encode("The cat.");
      int[] two = tokenizer.encode(" A dog.");
      int[] ids = new int[one.length + two.length];
      System.arraycopy(one, 0, ids, 0, one.length);
      System.arraycopy(two, 0, ids, one.length, two.length);
      TokenizedDocument before = TokenizedDocument.of(ids, new int[] {0, one.length});
      TokenizedDocument after =
          TokenizedDocument.of(new int[] {ids[one.length], mask, ids[0], ids[0]}, new int[] {0});

      String page = write(tokenizer, before, after, new int[] {one.length, -1, 0, -1});
      String text = page.replaceAll(" ?<span class=\"sentence\">(\\d)</span>", "[$1]");
      String first = tokenizer.decode(new int[] {ids[0]});
      assertTrue(text.contains("before</span>[1]" + first + " <del>"), text);
      String noised = text.substring(text.indexOf("after</span>"));
      assertTrue(
          noised.matches("after</span>\\[2\\].* <mark>mask</mark> \\[1\\].*<ins>.*"), noised);

      String untraced = write(tokenizer, before, after, null);
      assertFalse(untraced.contains("<del>") || untraced.contains("<ins>"), untraced);
      assertTrue(untraced.contains("<mark>mask</mark>"), untraced);
    }
  }

  private static String write(
      Tokenizer tokenizer,
      TokenizedDocument before,
      TokenizedDocument after,
      int @Nullable [] origins) {
    HtmlWriter html = new HtmlWriter();
    new NoisedText(html, tokenizer, tokenizer.getMaskId()).write(before, after, origins);
    return html.toString();
  }
}
