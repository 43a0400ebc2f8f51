package io.noisette.reproduce;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.Guice;
import example.LineCount;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.EvaluationModule;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe that docs/tables.md shows works. */
final class RecipePageTest {

  @TempDir private Path directory;

  @Test
  void aTableIsMeasuredByTheRecipeOfThePage() throws IOException {
    Path table =
        Files.writeString(
            directory.resolve("lines.yaml"),
            """
            title: Lines
            source: a text
            statistic: one count
            paper-model: a reader
            rows-are: text
            recipe: line-count
            needs: [data]
            columns: {lines: {unit: lines, metric: lines}}
            rows: {text: {paper: {lines: 3}}}
            scales: {smoke: {notes: [Nothing.], runs: {all: {seeds: [1]}}}}
            """);
    Path text = Files.writeString(directory.resolve("text.txt"), "one\ntwo\nthree\n");
    RecordingConsole console = new RecordingConsole();
    assertTrue(
        Guice.createInjector(new EvaluationModule(), new LineCount.Module())
            .getInstance(ReproduceCommand.class)
            .reproduce(
                ReproduceConfig.of(table.toString())
                    .with(it -> it.output(directory.resolve("out")).data(text)),
                console,
                new StopSignal()));
    assertTrue(console.text().contains("text  3.00, n 1  3\n"), console.text());
  }

  @Test
  void thePageShowsThisSource() throws IOException {
    String source = Files.readString(Path.of("src/test/java/example/LineCount.java"));
    String page = Files.readString(Path.of("../docs/tables.md"));
    String recipe = part(source, "public final class LineCount", "  /** Registers");
    String binding = part(source, "      MapBinder.newMapBinder", "    }\n  }\n}");
    assertTrue(page.contains("```java\n" + recipe + "\n}\n```"), recipe);
    assertTrue(page.contains("```java\n" + binding + "\n```"), binding);
  }

  private static String part(String source, String from, String to) {
    int start = source.indexOf(from);
    return source.substring(start, source.indexOf("\n" + to, start)).stripTrailing().stripIndent();
  }
}
