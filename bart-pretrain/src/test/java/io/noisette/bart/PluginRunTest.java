package io.noisette.bart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.digest.Sha256;
import io.noisette.noising.testing.PluginJar;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plug-in in training: bound to the run by its bytes, and named when it fails. */
class PluginRunTest {

  private static final String SOURCE =
      """
      import io.noisette.noising.spi.*;
      public final class Shout implements NoisingFunctionFactory {
        public String getName() { return "shout"; }
        public NoisingFunction create(NoiseArguments arguments, Vocabulary vocabulary) {
          return (document, random) -> document;
        }
      }
      """;
  private static final String NOISE = "shout|mask-tokens";

  @TempDir private Path directory;
  private TinyRuns runs;
  private Path plugins;
  private Path jar;
  private Path output;

  @BeforeEach
  void buildsThePlugin() throws IOException, InterruptedException {
    runs = new TinyRuns(directory.resolve("data"));
    plugins = directory.resolve("plugins");
    jar = plugins.resolve("shout.jar");
    output = directory.resolve("run");
    PluginJar.write(jar, "Shout", SOURCE);
  }

  @Test
  void aRunWithAPluginGoesOnAndAnotherJarIsRefused() throws IOException {
    TinyRuns.Outcome first = train(3);
    assertEquals(0, first.exitCode(), first::err);
    String sha = Sha256.of(jar);
    assertTrue(
        first
            .err()
            .contains("plug-in " + jar + ": noising functions shout; SHA-256 of the file " + sha),
        first::err);
    assertEquals(sha, RunRecord.read(output).digests().get("plug-in shout"));

    Path moved = plugins.resolveSibling("elsewhere");
    Files.move(plugins, moved);
    plugins = moved;
    Files.move(moved.resolve("shout.jar"), moved.resolve("shout-1.0.jar"));
    TinyRuns.Outcome moreSteps = train(5);
    assertEquals(0, moreSteps.exitCode(), moreSteps::err);
    assertTrue(moreSteps.err().contains("resuming from step 3"), moreSteps::err);

    PluginJar.write(
        moved.resolve("shout-1.0.jar"),
        "Shout",
        SOURCE.replace("> document", "> (document)") + "interface More {}");
    TinyRuns.Outcome refused = train(7);
    assertEquals(2, refused.exitCode(), refused::err);
    String other = Sha256.of(moved.resolve("shout-1.0.jar"));
    assertTrue(
        refused
            .err()
            .contains("the SHA-256 of plug-in shout was \"" + sha + "\", is \"" + other + "\""),
        refused::err);
  }

  @Test
  void aPluginThatDoesNothingLeavesTheRunAsItIs() throws IOException {
    assertEquals(0, train(3).exitCode());
    Path without = directory.resolve("without");
    String noise = "rotate-document(probability=0)|mask-tokens"; // so that masks have one stream
    assertEquals(0, runs.runVerb(without, Map.of("steps", 3, "noise", noise)).exitCode());
    assertArrayEquals(TinyRuns.weights(without, 3), TinyRuns.weights(output, 3));
  }

  @Test
  void onlyTheCommandLineNamesPlugins() throws IOException {
    Path yaml = Files.writeString(directory.resolve("a.yaml"), "plugins: " + plugins + "\n");
    TinyRuns.Outcome refused = TinyRuns.runVerb(List.of("--dry-run", "--config", yaml.toString()));
    assertOneLine(
        2, yaml + ", line 1: plugins: plug-ins are code, which no file may name", refused);
  }

  @Test
  void aReportLoadsThePluginsThatTheUserNamesAndNoOthers() throws IOException {
    TinyRuns.Outcome trained = train(1);
    assertEquals(0, trained.exitCode(), trained::err);
    Path page = output.resolve("report.html");
    assertTrue(Files.readString(page).contains("corrupted tokens"), "of the training");
    Path loaded = directory.resolve("loaded");
    PluginJar.write(
        jar,
        "Shout",
        SOURCE.replace(
            "public String",
            "public Shout() { new java.io.File(\"%s\").mkdir(); } public String"
                .formatted(loaded)));
    TinyRuns.Outcome without = TinyRuns.report(List.of("--run", output.toString()));
    assertEquals(0, without.exitCode(), without::err);
    assertFalse(Files.exists(loaded));
    assertTrue(
        Files.readString(page)
            .contains(
                "the examples of noise need the plug-in of shout, which is loaded only if you name"
                    + " it: noisette report --plugins DIR"),
        without::err);
    TinyRuns.Outcome changed =
        TinyRuns.report(List.of("--run", output.toString(), "--plugins", plugins.toString()));
    assertTrue(
        changed.err().contains("is not the plug-in that the run was started with"), changed::err);
    PluginJar.write(jar, "Shout", SOURCE);
    TinyRuns.report(List.of("--run", output.toString(), "--plugins", plugins.toString()));
    assertTrue(Files.readString(page).contains("corrupted tokens"));
  }

  @Test
  void aModelIsMeasuredByTheNoiseOfItsPlugin() throws IOException {
    assertEquals(0, train(1).exitCode());
    Map<String, Object> options = new HashMap<>(Map.of("model", output, "corpus", runs.corpus()));
    TinyRuns.Outcome without = TinyRuns.evaluate(options);
    assertEquals(2, without.exitCode(), without::err);
    assertTrue(without.err().contains("unknown noising function 'shout'"), without::err);
    options.put("plugins", plugins);
    TinyRuns.Outcome measured = TinyRuns.evaluate(options);
    assertEquals(0, measured.exitCode(), measured::err);
    assertTrue(measured.out().contains(NOISE), measured::out);
    PluginJar.write(jar, "Shout", SOURCE + "interface More {}");
    TinyRuns.Outcome other = TinyRuns.evaluate(options);
    assertOneLine(2, jar + " is not the plug-in that the run was started with", other);
    options.put("noise", NOISE);
    TinyRuns.Outcome chosen = TinyRuns.evaluate(options);
    assertEquals(0, chosen.exitCode(), chosen::err);
  }

  @Test
  void aPluginThatIsNotUsedBindsNoOne() throws IOException {
    Map<String, Object> settings = new HashMap<>(Map.of("steps", 1, "plugins", plugins));
    assertEquals(0, runs.runVerb(output, settings).exitCode());
    assertFalse(RunRecord.read(output).digests().containsKey("plug-in shout"));
    settings.remove("plugins");
    settings.put("steps", 2);
    TinyRuns.Outcome without = runs.runVerb(output, settings);
    assertEquals(0, without.exitCode(), without::err);
  }

  @Test
  void aRunWithoutItsPluginStopsBeforeItTouchesTheOutput() {
    TinyRuns.Outcome stopped = runs.runVerb(output, Map.of("steps", 1, "noise", NOISE));
    assertEquals(2, stopped.exitCode(), stopped::err);
    assertTrue(stopped.err().contains("unknown noising function 'shout'"), stopped::err);
    assertFalse(Files.exists(output));
  }

  @Test
  void aFunctionThatFailsAtWorkIsNamedOnOneLine() throws IOException {
    String failing = SOURCE.replace("-> document", "-> { throw new Error(\"hoarse\"); }");
    assertFails("the noising function shout has failed with java.lang.Error: hoarse", failing);
    String wild =
        SOURCE.replace("-> document", "-> TokenizedDocument.of(new int[] {290}, new int[] {0})");
    assertFails(
        "the noising function shout wrote the token id 290, but the vocabulary has only 290 tokens",
        wild);
  }

  @Test
  void aPluginThatCannotBeUsedIsExitCodeTwo() throws IOException {
    Files.writeString(plugins.resolve("text.jar"), "not a jar");
    assertOneLine(2, "plug-in " + plugins + "/text.jar is not a readable jar", train(1));
    plugins = directory.resolve("missing");
    assertOneLine(2, "the plug-in directory " + plugins + " does not exist", train(1));
  }

  @Test
  void aFolderHasTheDigestOfItsListing() throws IOException {
    Path folder = plugins.resolve("shout");
    PluginJar.write(folder.resolve("b.jar"), Map.of("b.txt", "b".getBytes(StandardCharsets.UTF_8)));
    Files.move(jar, folder.resolve("a.jar"));
    assertEquals(0, train(1).exitCode());
    String listing =
        Sha256.of(folder.resolve("a.jar"))
            + "  a.jar\n"
            + Sha256.of(folder.resolve("b.jar"))
            + "  b.jar\n";
    assertEquals(
        Sha256.of(listing.getBytes(StandardCharsets.UTF_8)),
        RunRecord.read(output).digests().get("plug-in shout"));
  }

  private TinyRuns.Outcome train(int steps) {
    return runs.runVerb(output, Map.of("steps", steps, "noise", NOISE, "plugins", plugins));
  }

  private void assertFails(String message, String source) throws IOException {
    PluginJar.write(jar, "Shout", source);
    output = output.resolveSibling(message.replaceAll("\\W+", "-"));
    assertOneLine(1, message, train(1));
  }

  private static void assertOneLine(int exitCode, String message, TinyRuns.Outcome outcome) {
    assertEquals(exitCode, outcome.exitCode(), outcome::err);
    List<String> lines = outcome.err().lines().toList();
    assertTrue(lines.get(lines.size() - 1).startsWith("noisette: " + message), outcome::err);
    assertFalse(outcome.err().contains("\tat "), outcome::err);
  }
}
