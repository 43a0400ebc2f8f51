package io.noisette.freelb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import example.FineTune;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java that pages show does what they say. */
final class FineTunePageTest {

  @Test
  void whatThePagesShowRuns(@TempDir Path directory) throws Exception {
    SmallTask task = new SmallTask(directory.resolve("task"));
    Path start = directory.resolve("start");
    SmallTask.train(task.config(start, Map.of("epochs", 1)));
    FinetuneSummary summary =
        FineTune.train(
            task.file().toString(),
            task.file().getParent(),
            start.resolve("seed-1"),
            directory.resolve("out"));
    assertEquals(3, summary.n());
    var best = FineTune.classify(directory.resolve("out/seed-1"));
    assertTrue(Set.of("good", "bad").contains(best.getClassName()), best::toString);
  }

  @Test
  void thePagesShowTheseSources() throws IOException {
    String source = Files.readString(Path.of("src/test/java/example/FineTune.java"));
    assertShown("docs/fine-tuning.md", part(source, "    FreeLbFinetuneConfig config", "  }\n"));
    String answering = part(source, "    try (QuestionAnsweringModel", "  }\n");
    assertShown("docs/question-answering.md", answering);
    String serving = part(source, "    try (ClassifierModel", "  }\n}");
    assertShown("docs/library.md", serving);
    assertShown("README.md", serving);
  }

  private static String part(String source, String from, String to) {
    int start = source.indexOf(from);
    return source.substring(start, source.indexOf("\n" + to, start)).stripIndent();
  }

  private static void assertShown(String page, String code) throws IOException {
    String text = Files.readString(Path.of("..").resolve(page));
    assertTrue(text.contains("```java\n" + code + "\n```"), page + " does not show\n" + code);
  }
}
