package io.noisette.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.StopSignal;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.NonFiniteException;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportsTest {

  @TempDir private Path directory;

  private final RecordingConsole console = new RecordingConsole();

  @Test
  void aRunIsShownWithCurvesSettingsAndOrigin() throws IOException {
    String page = pageOf(SmallRuns.write(run("first"), Map.of(), SmallRuns.metrics(4)));
    for (String text :
        List.of(
            "<h3>Loss</h3>",
            "<dd>40</dd>",
            "complete",
            "1.750",
            "learning-rate",
            "0.003",
            "2026-01-01T00:00:00Z",
            "<polyline",
            "<desc",
            "training: 2.250 at step 40",
            "<dt>training time</dt><dd>8 s</dd>")) {
      assertTrue(page.contains(text), text);
    }
    assertEquals(page, pageOf(run("first")));
  }

  @Test
  void thePageNeedsNothingFromElsewhere() throws IOException {
    String page = pageOf(SmallRuns.write(run("first"), Map.of(), SmallRuns.metrics(4)));
    for (String pattern : List.of("\\bsrc=", "\\bhref=", "url\\(", "@import", "<link", "<img")) {
      assertFalse(page.matches("(?s).*" + pattern + ".*"), pattern);
    }
    assertTrue(page.contains("default-src &#39;none&#39;"), "its policy forbids loading");
  }

  @Test
  void textOfARunIsInert() throws IOException {
    String hostile = "<script>alert(1)</script>";
    Path run =
        SmallRuns.write(run("<b onclick=x>"), Map.of("noise", hostile), SmallRuns.metrics(4));
    String page = pageOf(run);
    assertFalse(page.contains(hostile) || page.contains("<b onclick"), "escaped");
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assertTrue(page.contains("&lt;b onclick=x&gt;"));
  }

  @Test
  void aRunThatHasJustBegunHasAReport() throws IOException {
    Path run = SmallRuns.write(run("new"), Map.of(), "");
    assertTrue(pageOf(run).contains("Nothing has been logged yet"));
    Files.delete(run.resolve("metrics.jsonl"));
    assertTrue(pageOf(run).contains("no steps yet"));
    Files.writeString(run.resolve("metrics.jsonl"), "{\"step\":10,\"lo");
    assertTrue(pageOf(run).contains("Nothing has been logged yet"));
  }

  @Test
  void aLossThatIsNotFiniteIsAGap() throws IOException {
    String metrics =
        "{\"step\":1,\"loss\":3.0}\n{\"step\":2,\"loss\":null}\n{\"step\":3,\"loss\":2}\n";
    String page = pageOf(SmallRuns.write(run("gap"), Map.of(), metrics));
    assertTrue(page.contains("The loss is not finite in 1 of the logged steps"));
    assertFalse(page.contains("NaN"));
    assertTrue(page.contains("3 of 40"));
  }

  @Test
  void aBadLineIsNamed() throws IOException {
    Path run = SmallRuns.write(run("bad"), Map.of(), SmallRuns.metrics(2) + "{\"step\":\n");
    CorruptDataException e = assertThrows(CorruptDataException.class, () -> pageOf(run));
    assertTrue(e.getMessage().contains("metrics.jsonl, line 4: not valid JSON"), e.getMessage());
  }

  @Test
  void aLongRunHasASmallPage() throws IOException {
    String metrics =
        IntStream.range(1, 50_000)
            .mapToObj(
                i ->
                    "{\"step\":%d,\"loss\":%s,\"learning_rate\":%s,\"gradient_norm\":%s,\"tokens_per_second\":%s}\n"
                        .formatted(i, 2 + Math.sin(i), i * 1e-9, Math.cos(i) + 2, 900 + i % 97))
            .collect(Collectors.joining());
    assertTrue(pageOf(SmallRuns.write(run("long"), Map.of(), metrics)).length() < 200_000);
  }

  @Test
  void severalRunsAreDrawnTogether() throws IOException {
    Path first = SmallRuns.write(run("a/run"), Map.of(), SmallRuns.metrics(4));
    Path second = SmallRuns.write(run("b/run"), Map.of("steps", 99L), SmallRuns.metrics(3));
    String page = pageOf(first, second);
    assertTrue(page.contains("2 runs compared"));
    for (String title : List.of("<h3>Loss: training</h3>", "<h3>Loss: validation</h3>")) {
      String chart = page.substring(page.indexOf(title));
      String figure = chart.substring(0, chart.indexOf("</figure>"));
      assertTrue(
          figure.contains("data-label=\"a/run\"") && figure.contains("data-label=\"b/run\""));
    }
    String differences = page.substring(page.indexOf("Settings that differ"));
    assertTrue(differences.contains("<td>40</td><td>99</td>"), differences);
    assertFalse(differences.contains("learning-rate"), differences);
  }

  @Test
  void otherDataAtTheSamePathAreADifference() throws IOException {
    Path first = SmallRuns.write(run("a"), Map.of(), SmallRuns.metrics(4));
    Path second = SmallRuns.write(run("b"), Map.of(), SmallRuns.metrics(4));
    assertTrue(pageOf(first, second).contains("None: the runs have the same settings and inputs."));
    RunRecord record = SmallRuns.record(Map.of());
    new RunRecord(
            record.verb(),
            record.settings(),
            record.versions(),
            record.machine(),
            Map.of("corpus", "fedcba98"),
            record.sessions())
        .write(second);
    String page = pageOf(first, second);
    assertTrue(
        page.contains("SHA-256 of corpus</th><td>0123456789abcdef…</td><td>fedcba98</td>"), page);
  }

  @Test
  void aRunWhoseLastValidationWasBrokenOffIsNotComplete() throws IOException {
    Path run = SmallRuns.writeTask(run("a"), 20, 0);
    assertTrue(pageOf(run).contains(">complete</span>"));
    CheckpointDirectory.open(run)
        .write(
            20,
            path ->
                Files.writeString(
                    path.resolve("trainer.json"),
                    SmallRuns.STATE.replace("Due\":false", "Due\":true")));
    assertTrue(pageOf(run).contains(">unfinished</span>"));
  }

  @Test
  void aRecordThatASectionCannotReadLeavesANote() throws IOException {
    Path run = SmallRuns.write(run("odd"), Map.of("output", "a\0b"), SmallRuns.metrics(3));
    Path output = directory.resolve("page.html");
    SmallRuns.reports(new Asking()).write(List.of(run), output, console);
    assertTrue(Files.readString(output).contains("Not shown: Nul character not allowed"));
  }

  @Test
  void aRunIsJudgedByTheMetricThatChoosesItsCheckpoint() throws IOException {
    Path first = SmallRuns.writeTask(run("a"), 20, 0);
    Path second = SmallRuns.writeTask(run("b"), 40, 10);
    String page = pageOf(first);
    for (String text :
        List.of(
            ">complete</span>",
            "<dt>best dev.acc</dt><dd>0.8000</dd><dd class=\"aside\">at step 10</dd>",
            "<dt>latest dev.acc</dt><dd>0.7000</dd>",
            "<dt>tokens seen</dt>",
            "nats per text",
            "<dt>epochs</dt><dd>3 (not used)</dd>")) {
      assertTrue(page.contains(text), text);
    }
    assertFalse(page.contains("target token"), page);
    assertTrue(pageOf(second).contains("complete, stopped early"), "by patience");
    String compared = pageOf(first, second);
    assertTrue(compared.contains("<th scope=\"col\">best dev.acc</th>"), compared);
    assertTrue(compared.contains("<td>0.8000 at step 10</td><td>0.7000</td>"), compared);
    Path other = SmallRuns.write(run("c"), Map.of(), SmallRuns.metrics(4));
    assertTrue(pageOf(first, other).contains("dev.acc 0.8000 at step 10"));
  }

  @Test
  void aRunOfUnknownLengthIsNotCalledUnfinished() throws IOException {
    Map<String, Object> settings = new HashMap<>();
    settings.put("steps", null);
    assertFalse(
        pageOf(SmallRuns.write(run("old"), settings, SmallRuns.metrics(4))).contains("unfinished"));
  }

  @Test
  void aStoppedRunIsReportedWithoutWhatIsSlow() throws IOException {
    Path run = SmallRuns.write(run("stopped"), Map.of(), SmallRuns.metrics(3));
    StopSignal stop = new StopSignal();
    stop.request();
    assertEquals("end", SmallRuns.reports(new Slow()).writeAfter(run, stop, console, () -> "end"));
    String page = Files.readString(run.resolve("report.html"));
    assertTrue(page.contains("noisette report --run " + run + " adds it"), page);
    assertFalse(page.contains("took long"), page);
    SmallRuns.reports(new Slow()).writeAfter(run, new StopSignal(), console, () -> "end");
    assertTrue(Files.readString(run.resolve("report.html")).contains("took long"));
    assertEquals("report: " + run.resolve("report.html"), console.messages().get(1));
  }

  @Test
  void aRunThatDivergesIsReportedAndFails() throws IOException {
    Path run = SmallRuns.write(run("nan"), Map.of(), SmallRuns.metrics(3));
    NonFiniteException failure = new NonFiniteException("step 31 is not finite");
    assertEquals(
        failure,
        assertThrows(
            NonFiniteException.class,
            () ->
                SmallRuns.reports()
                    .writeAfter(
                        run,
                        new StopSignal(),
                        console,
                        () -> {
                          throw failure;
                        })));
    assertTrue(Files.exists(run.resolve("report.html")));
  }

  @Test
  void aReportThatFailsIsAWarning() throws IOException {
    Path run = SmallRuns.write(run("bad"), Map.of(), "no JSON\n");
    SmallRuns.reports().writeAfter(run, new StopSignal(), console, () -> 1);
    assertEquals(1, console.messages().size(), console.messages().toString());
    assertTrue(console.messages().get(0).startsWith("could not write the report of the run: "));
  }

  @Test
  void aStopBeforeTheRunBeginsLeavesNothingToReport() throws IOException {
    SmallRuns.reports().writeAfter(run("absent"), new StopSignal(), console, () -> 1);
    assertEquals(List.of(), console.messages());
  }

  @Test
  void aSectionThatFailsLeavesANote() throws IOException {
    Path run = SmallRuns.write(run("half"), Map.of(), SmallRuns.metrics(3));
    Path output = directory.resolve("page.html");
    SmallRuns.reports(new Failing(), new Slow()).write(List.of(run), output, console);
    String page = Files.readString(output);
    assertTrue(
        page.contains("Not shown: the corpus &lt;x&gt; is gone") && page.contains("took long"));
    assertFalse(page.contains("half done"), page);
    assertEquals(
        List.of("section “Failing” is missing from the report: the corpus <x> is gone"),
        console.messages());
  }

  private Path run(String name) {
    return directory.resolve(name);
  }

  private String pageOf(Path... runs) throws IOException {
    Path output = directory.resolve("page.html");
    SmallRuns.reports().write(List.of(runs), output, console);
    return Files.readString(output);
  }

  private static final class Slow implements ReportSection {

    @Override
    public String getTitle() {
      return "Slow";
    }

    @Override
    public boolean isAbout(RunRecord run) {
      return true;
    }

    @Override
    public boolean isSlow() {
      return true;
    }

    @Override
    public void write(ReportedRun run, HtmlWriter html) {
      html.element("p", "took long");
    }
  }

  /** Asks for the output of the run. */
  private static final class Asking implements ReportSection {

    @Override
    public String getTitle() {
      return "Asking";
    }

    @Override
    public boolean isAbout(RunRecord run) {
      return Path.of(String.valueOf(run.settings().get("output"))).isAbsolute();
    }

    @Override
    public void write(ReportedRun run, HtmlWriter html) {
      html.element("p", "asked");
    }
  }

  private static final class Failing implements ReportSection {

    @Override
    public String getTitle() {
      return "Failing";
    }

    @Override
    public boolean isAbout(RunRecord run) {
      return true;
    }

    @Override
    public void write(ReportedRun run, HtmlWriter html) throws IOException {
      html.open("p").text("half done");
      throw new IOException("the corpus <x> is gone");
    }
  }
}
