package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.quickstart.SampleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs the {@code sh} blocks of pages in their order, each page in one directory, with a program
 * {@code ./noisette} that trains for a hundredth of the steps.
 */
@Execution(ExecutionMode.CONCURRENT) // most of the time goes into starting processes
class PageCommandsTest {

  private static final int DOCUMENTS = 300;
  private static final Pattern STEPS = Pattern.compile("(--(?:steps|[a-z]+-every)) (\\d+)");

  @TempDir private Path directory;

  @Test
  void theCommandsOfTheReadmeWork() throws Exception {
    List<String> documents = SampleText.read().training().subList(0, DOCUMENTS);
    Files.write(directory.resolve("wiki.txt"), documents);
    run("README.md", 100);
    assertTrue(Files.isRegularFile(directory.resolve("runs/first/run.json")));
  }

  @Test
  void theCommandsOfTheTutorialWork() throws Exception {
    SampleText sample = SampleText.read();
    new SampleText(sample.training().subList(0, DOCUMENTS), sample.validation().subList(0, 5))
        .write(directory.resolve("noisette-quickstart/text"));
    run("docs/tutorial.md", 100);
    assertTrue(Files.isDirectory(directory.resolve("runs/first/checkpoints/step-000030")));
  }

  @Test
  void theCommandsOfLanguageModelsWork() throws Exception {
    SampleText sample = SampleText.read();
    writeTokens("wiki.train.tokens", sample.training());
    writeTokens("wiki.valid.tokens", sample.validation().subList(0, 5));
    String output = run("docs/language-models.md", 500);
    assertTrue(output.contains("parameters: 246,933,504"), output);
    assertTrue(output.contains("\"normaliser\":\"words and ends of lines\""), output);
    assertTrue(output.contains("\nThe river is "), output);
  }

  @Test
  void theCommandsThatProveReproducibilityWork() throws Exception {
    List<String> documents = SampleText.read().training().subList(0, DOCUMENTS);
    Files.write(directory.resolve("text.txt"), documents);
    String output = run("docs/reproducibility.md", 1);
    assertTrue(output.contains("resuming from step"), output);
    assertTrue(output.contains("the same bytes"), output);
  }

  /** Each document under a title, as in WikiText. */
  private void writeTokens(String name, List<String> documents) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String document : documents) {
      lines.addAll(List.of(" = Debate = ", " ", " " + document + " <unk> ", " "));
    }
    Files.write(directory.resolve(name), lines);
  }

  private String run(String name, int share) throws Exception {
    Page page = Page.read(name);
    assertFalse(page.prose().stream().anyMatch(line -> line.startsWith("./noisette ")), name);
    for (Page.Block block : page.blocks()) {
      boolean commands = block.lines().stream().anyMatch(line -> line.startsWith("./noisette "));
      assertTrue(!commands || block.language().equals("sh"), () -> "not run: " + block);
    }
    writeProgram();
    StringBuilder output = new StringBuilder();
    for (Page.Block block : page.blocks()) {
      if (block.language().equals("sh")) {
        output.append(runBlock(shorten(block, share)));
      }
    }
    return output.toString();
  }

  /** What builds the sources cannot run in a test of the build. */
  private static String shorten(Page.Block block, int share) {
    String script =
        block.lines().stream()
            .filter(line -> !line.startsWith("./mvnw "))
            .collect(Collectors.joining("\n"));
    return STEPS
        .matcher(script)
        .replaceAll(
            found -> found.group(1) + " " + Math.max(1, Integer.parseInt(found.group(2)) / share));
  }

  private String runBlock(String script) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-euc", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> script + "\n\n" + output);
    return output;
  }

  /** The quickstart has a test of its own. */
  private void writeProgram() throws IOException {
    Path program = directory.resolve("noisette");
    Files.writeString(
        program,
        """
        #!/bin/sh
        case " $* " in
          " quickstart "*) set -- "$@" --print-config ;;
          *" --steps "* | *" --help "* | *" --dry-run "*) ;;
          " bart-pretrain "*) set -- "$@" --steps 2 ;;
        esac
        exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s "$@"
        """
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
    assertTrue(program.toFile().setExecutable(true));
  }
}
