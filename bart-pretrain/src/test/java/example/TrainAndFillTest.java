package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.generate.Completion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainAndFillTest {

  private static final int MOST_LINES = 24;
  private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\n(.*?)```");

  @Test
  void itTrainsFillsAndServes(@TempDir Path directory) throws Exception {
    Path text = directory.resolve("book.txt");
    Files.write(text, Collections.nCopies(50, "The house stands by the river. It rains."));
    List<Completion> completions = TrainAndFill.trainAndFill(text, directory, 2);
    assertFalse(completions.isEmpty());
    assertEquals(completions, Serve.fill(directory.resolve("run")));
    assertTrue(Files.exists(directory.resolve("run/checkpoints/step-000002/config.json")));
  }

  @Test
  void theReadmeShowsItsMethod() throws IOException {
    String source = source("TrainAndFill.java");
    String method = source.substring(source.indexOf("  static List<Completion>"));
    List<String> lines = method.lines().filter(line -> !line.equals("}")).toList();
    assertTrue(lines.size() <= MOST_LINES, lines.size() + " lines");
    assertEquals(String.join("\n", lines).stripIndent() + "\n", javaBlocks("README.md").get(0));
  }

  @Test
  void thePageAboutTheLibraryShowsAllOfItFirst() throws IOException {
    String serve = source("Serve.java");
    String body = serve.substring(serve.indexOf("    try ("), serve.lastIndexOf("  }"));
    assertEquals(
        List.of(source("TrainAndFill.java"), body.stripTrailing().stripIndent() + "\n"),
        javaBlocks("docs/library.md").subList(0, 2));
  }

  private static String source(String name) throws IOException {
    return Files.readString(Path.of("src/test/java/example").resolve(name));
  }

  private static List<String> javaBlocks(String page) throws IOException {
    return JAVA_BLOCK
        .matcher(Files.readString(Path.of("..").resolve(page)))
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
