package io.noisette.reproduce.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.build.BuildInfo;
import io.noisette.reproduce.result.FinishedRun;
import io.noisette.reproduce.result.Outcome;
import io.noisette.reproduce.table.CellRun;
import io.noisette.reproduce.table.PaperTable;
import io.noisette.reproduce.table.StageRun;
import io.noisette.reproduce.table.TableFile;
import io.noisette.reproduce.table.TableScale;
import io.noisette.settings.YamlSection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two half-finished tables in every format, as they should look. */
class TableFormatsTest {

  private static final Path EXPECTED = Path.of("src/test/resources/io/noisette/reproduce/report");

  @Test
  void aTableOfSeveralColumns() throws IOException {
    assertLooksAsExpected("methods", Map.of("data", Path.of("/somewhere/glue")));
  }

  @Test
  void aTableThatIsAFigure() throws IOException {
    assertLooksAsExpected("curve", Map.of());
  }

  private static void assertLooksAsExpected(String name, Map<String, Path> inputs)
      throws IOException {
    PaperTable table = TableFile.read(name, YamlSection.read(EXPECTED.resolve(name + ".yaml")));
    Map<String, FinishedRun> finished = new LinkedHashMap<>();
    List<CellRun> planned = table.plan(TableScale.DESK);
    for (CellRun cell : planned.subList(0, planned.size() - 1)) {
      double value = cell.row().key().length() / 10.0 + cell.seed() / 64.0;
      finished.put(
          cell.stageRun().path(),
          new FinishedRun(
              "cups", Map.of("seed", cell.seed()), Map.of("taste", value), 1.5, Map.of(), null));
    }
    List<StageRun> runs = planned.stream().map(CellRun::stageRun).toList();
    Outcome outcome =
        new Outcome(table, TableScale.DESK, inputs, planned, runs, finished, Map.of());
    Report report = Report.of(outcome);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    TextTable.print(report, new PrintStream(text, true, StandardCharsets.UTF_8));
    assertEqualsFile(name + ".txt", text.toString(StandardCharsets.UTF_8));
    assertEqualsFile(name + ".md", MarkdownTable.write(report));
    assertEqualsFile(name + ".csv", CsvTable.write(outcome));
    assertEqualsFile(name + ".json", JsonResults.write(outcome));
    assertEqualsFile(name + ".html", body(HtmlTable.write(report)));
  }

  /** Style and script have tests of their own. */
  private static String body(String page) {
    assertTrue(page.contains("<meta name=\"color-scheme\" content=\"light dark\"/>"));
    assertTrue(page.contains("default-src &#39;none&#39;"));
    String body = page.substring(page.indexOf("<body>"), page.indexOf("<script>"));
    return body.replaceAll("(?=<(tr|p|h2|section|svg|path|li|table|figure|footer)\\b)", "\n")
        + "\n";
  }

  /** {@code -Dnoisette.update=true} writes the files anew, to be read before they are kept. */
  private static void assertEqualsFile(String name, String actual) throws IOException {
    String settled = actual.replace(BuildInfo.load().version(), "VERSION");
    if (Boolean.getBoolean("noisette.update")) {
      Files.writeString(EXPECTED.resolve(name), settled);
    }
    assertEquals(Files.readString(EXPECTED.resolve(name)), settled, name);
  }
}
