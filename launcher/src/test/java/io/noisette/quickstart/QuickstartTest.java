package io.noisette.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import com.google.inject.Injector;
import io.noisette.bart.BartPretrainModule;
import io.noisette.failure.UsageException;
import io.noisette.noising.NoiseCompiler;
import io.noisette.report.RunReports;
import io.noisette.run.RunRecord;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

  private static final double MINUTES = 0.05;

  @TempDir private Path directory;

  @Test
  void textBecomesAModelAndASecondStartOnlyShowsIt() throws Exception {
    Path output = directory.resolve("quick");
    RecordingConsole first = run(MINUTES, output);
    assertEquals(
        Set.of(
            "quickstart.json",
            "run.lock",
            "text",
            "tokenizer.json",
            "corpus",
            "held-out",
            "run",
            "fine-tuning"),
        namesIn(output));
    TrainingPlan plan =
        QuickstartRecord.begin(output, MINUTES, SampleText.read().getSources()).training();
    assertNotNull(plan);
    assertTrue(plan.stepsPerSecond() > 0 && plan.secondsPerValidation() > 0, plan.toString());
    assertEquals(1, sessionsOf(output).size());
    assertShows(first, output, plan);

    RecordingConsole second = run(MINUTES, output);
    assertEquals(first.text(), second.text());
    assertEquals(1, sessionsOf(output).size());
    assertEquals(
        List.of(
            "1/6 preparing the text",
            "2/6 training the tokenizer",
            "3/6 preparing the corpora",
            "4/6 pretraining"),
        second.messages().stream().filter(line -> line.matches("[1-4]/6 .*")).toList());

    UsageException e = assertThrows(UsageException.class, () -> run(2 * MINUTES, output));
    assertTrue(e.getMessage().contains("--minutes was 0.05, now 0.1"), e.getMessage());
  }

  private static void assertShows(RecordingConsole console, Path output, TrainingPlan plan) {
    String text = console.text();
    assertTrue(text.contains("validation loss, nats per token"), text);
    assertTrue(text.contains("After step %,d: loss ".formatted(plan.steps())), text);
    assertEquals(5, text.lines().filter(line -> line.matches("  was: .*")).count(), text);
    Path page = output.resolve("run/report.html");
    assertTrue(Files.isRegularFile(page) && text.contains("settings: " + page), text);
    String last = text.lines().reduce("", (before, line) -> line);
    String command = "  ./noisette infill --model " + output.resolve("run") + " --text '";
    assertTrue(last.startsWith(command) && last.contains("<mask>"), last);
    assertFalse(console.messages().stream().anyMatch(line -> line.contains("warning")));
  }

  private static RecordingConsole run(double minutes, Path output) throws Exception {
    RecordingConsole console = new RecordingConsole();
    Injector injector = Guice.createInjector(new BartPretrainModule());
    NoiseCompiler noise = injector.getInstance(NoiseCompiler.class);
    QuickstartConfig config = new QuickstartConfig(output, minutes, null);
    assertEquals(
        0,
        new QuickstartCommand(noise, injector.getInstance(RunReports.class))
            .execute(config, console));
    return console;
  }

  private static List<RunRecord.Session> sessionsOf(Path output) throws IOException {
    return RunRecord.read(output.resolve("run")).sessions();
  }

  private static Set<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.map(entry -> entry.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
