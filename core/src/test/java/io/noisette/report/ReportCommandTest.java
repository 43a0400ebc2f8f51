package io.noisette.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir private Path directory;

  @Test
  void onePageLiesInItsRunByDefault() throws IOException {
    Path run = SmallRuns.write(directory.resolve("x"), Map.of(), SmallRuns.metrics(2));
    RecordingConsole console = report(null, run);
    assertTrue(Files.isRegularFile(run.resolve("report.html")));
    assertEquals(run.resolve("report.html") + System.lineSeparator(), console.text());
  }

  @Test
  void whatIsNoRunIsRefused() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("empty"));
    assertRefused(
        "--run "
            + empty
            + " is not a run directory: there is no run.json, nor in the directories below",
        null,
        empty);
    Path none = directory.resolve("none");
    assertRefused("--run " + none + ": there is no such directory", null, none);
  }

  @Test
  void runsThatAreDeeperAreNamed() throws IOException {
    Path output = directory.resolve("distilled");
    Path run = output.resolve("alone/seed-1");
    SmallRuns.write(run, Map.of("seeds", 1L), SmallRuns.metrics(2));
    assertRefused(
        "--run "
            + output
            + " is not a run directory: there is no run.json; give runs that are in it, such as "
            + run,
        null,
        output);
    Path weights = run.resolve("checkpoints/latest/model.safetensors");
    Files.createDirectories(weights.getParent());
    for (Path file : List.of(run.resolve("run.json"), Files.writeString(weights, "weights"))) {
      assertRefused(
          "--output %s exists, and was not written by this subcommand; choose another path, or"
                  .formatted(file)
              + " delete it",
          file,
          run);
    }
  }

  @Test
  void aDirectoryThatHoldsRunsStandsForAllOfThem() throws IOException {
    Path output = directory.resolve("cola");
    SmallRuns.write(output.resolve("seed-1"), Map.of("seeds", 1L), SmallRuns.metrics(2));
    SmallRuns.write(output.resolve("seed-2"), Map.of("seeds", 2L), SmallRuns.metrics(2));
    report(null, output);
    String page = Files.readString(output.resolve("report.html"));
    assertTrue(page.contains("2 runs compared") && page.contains("seed-2"), page);
  }

  @Test
  void aComparisonNeedsAFileAndDifferentRuns() throws IOException {
    Path run = SmallRuns.write(directory.resolve("x"), Map.of(), SmallRuns.metrics(2));
    Path again = directory.resolve("x/../x");
    assertRefused("--output is missing: HTML file for the comparison of 2 runs", null, run, again);
    assertRefused("--run " + again + " is given twice", directory.resolve("o.html"), run, again);
  }

  @Test
  void theOutputMustBeAFileThatCanBe() throws IOException {
    Path run = SmallRuns.write(directory.resolve("x"), Map.of(), SmallRuns.metrics(2));
    assertRefused("--output " + directory + " is a directory, not a file", directory, run);
    Path lost = directory.resolve("no/such/page.html");
    assertRefused(
        "--output " + lost + ": there is no directory " + lost.getParent() + "; create it first",
        lost,
        run);
  }

  private void assertRefused(String message, @Nullable Path output, Path... runs) {
    UsageException e = assertThrows(UsageException.class, () -> report(output, runs));
    assertEquals(message, e.getMessage());
  }

  private static RecordingConsole report(@Nullable Path output, Path... runs) throws IOException {
    RecordingConsole console = new RecordingConsole();
    ReportConfig config = new ReportConfig(List.of(runs), output, null);
    assertEquals(0, new ReportCommand(SmallRuns.reports()).execute(config, console));
    return console;
  }
}
