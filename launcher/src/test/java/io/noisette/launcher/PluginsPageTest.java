package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.noising.spi.NoisingFunctionFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds the plug-in of docs/plugins.md by the commands of the page, and uses it. */
class PluginsPageTest {

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
  private static final Pattern BLOCK = Pattern.compile("```(java|sh)\n(.*?)```\n", Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  void thePluginOfThePageWorks() throws Exception {
    List<String> blocks = blocks();
    Files.writeString(directory.resolve("Stutter.java"), blocks.get(0));
    build(blocks.get(1));
    List<String> uses = blocks.get(2).lines().toList();
    String list = use(uses.get(0));
    assertTrue(list.contains("\n  rate=0.1              probability that a token is said"), list);
    String preview = use(uses.get(1).replace("rate=0.5", "rate=1"));
    assertTrue(
        preview.contains("\nafter   It It rains. rains. We We stay stay in. in.\n"), preview);
    assertTrue(uses.get(2).contains(" bart-pretrain --plugins plugins "), uses::toString);
    assertFoundWhereItMayBe(list, directory.resolve("plugins"));
  }

  /** In a distribution's folder, but not in the working directory, and not for the sake of help. */
  private void assertFoundWhereItMayBe(String list, Path plugins) throws Exception {
    List<String> ofDistribution = List.of("-Dnoisette.plugins=" + plugins);
    String absolute = list.replace("plug-in plugins/", "plug-in " + plugins + "/");
    assertEquals(absolute, run(0, ofDistribution, "noise-list"));
    assertEquals(list, run(0, ofDistribution, "noise-list", "--plugins", "plugins"));
    String without = run(0, List.of(), "noise-list");
    assertTrue(without.contains("infill") && !without.contains("stutter"), without);
    Path broken = Files.createFile(plugins.resolve("broken.jar"));
    assertTrue(run(0, ofDistribution, "noise-list", "--help").contains("--plugins DIR"));
    assertEquals(
        "noisette: plug-in %s is not a readable jar: zip file is empty\n".formatted(broken),
        run(2, ofDistribution, "noise-list"));
  }

  private static List<String> blocks() throws IOException {
    String page = Files.readString(Path.of("../docs/plugins.md"));
    return BLOCK.matcher(page).results().map(block -> block.group(2)).toList();
  }

  /** Runs the block as it stands, but for where the SPI is. */
  private void build(String commands) throws IOException, InterruptedException, URISyntaxException {
    Path spi =
        Path.of(
            NoisingFunctionFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    String script = commands.replaceFirst("(?m)^SPI=.*$", "SPI='" + spi + "'");
    ProcessBuilder shell = new ProcessBuilder("sh", "-euc", script);
    Path tools = Path.of(System.getProperty("java.home"), "bin");
    shell.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    Process process = shell.directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertEquals("", output);
  }

  private String use(String command) throws IOException, InterruptedException {
    List<String> words = words(command);
    assertEquals("\"$NOISETTE/noisette\"", words.remove(0));
    return run(0, List.of(), words.toArray(String[]::new));
  }

  /** The words of a shell command, as far as quotes go. */
  private static List<String> words(String command) {
    List<String> words = new ArrayList<>();
    WORD.matcher(command)
        .results()
        .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
    return words;
  }

  private String run(int exitCode, List<String> javaOptions, String... arguments)
      throws IOException, InterruptedException {
    return ChildMain.run(exitCode, directory, javaOptions, List.of(arguments));
  }
}
