package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.CorruptDataException;
import io.noisette.failure.NonFiniteException;
import io.noisette.failure.RunFailedException;
import io.noisette.failure.UsageException;
import io.noisette.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandRunnerTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private @Nullable Exception failure;

  @TempDir private Path directory;

  @Test
  void aVerbGetsItsSettingsAndGivesTheExitCode() {
    assertEquals(7, run("greet", "Ann", "Bob", "--times", "7", "--words", "a b", "-1", "…"));
    assertEquals(
        "Settings[names=[Ann, Bob], times=7, words=[a b, -1, …], loud=false]\n", text(out));
    assertEquals("", text(err));
  }

  @Test
  void aFlagMayBeSetAndCleared() throws IOException {
    Path file = Files.writeString(directory.resolve("loud.yaml"), "loud: true\n");
    run("greet", "Ann", "--loud");
    run("greet", "Ann", "--config", file.toString());
    run("greet", "Ann", "--config", file.toString(), "--no-loud");
    assertEquals(
        List.of("loud=true]", "loud=true]", "loud=false]"),
        text(out).lines().map(line -> line.replaceFirst(".*loud", "loud")).toList());
  }

  @Test
  void valuesKeepTheirQuotesAndMayStandAfterAnEqualsSign() {
    run("greet", "\"Ann\"", "--words=\"x\"");
    assertTrue(text(out).contains("names=[\"Ann\"], times=1, words=[\"x\"]"), text(out));
  }

  @Test
  void mistakesInTheCommandLineAreExitCodeTwo() {
    assertFails(2, "unknown subcommand 'gret', see noisette --help; did you mean greet?", "gret");
    assertFails(2, "unknown subcommand 'eet', see noisette --help; did you mean greet?", "eet");
    assertFails(
        2, "unknown subcommand 'version', see noisette --help; did you mean --version?", "version");
    assertFails(2, "unknown option --tmes; did you mean --times?", "greet", "--tmes=3");
    assertFails(2, "--times needs a value: N", "greet", "Ann", "--times");
    assertFails(2, "--times is given twice", "greet", "Ann", "--times", "1", "--times", "2");
    assertFails(2, "NAME… is missing: who is greeted", "greet");
    assertFails(2, "unknown option --time; did you mean --times?", "greet", "--time", "3");
    assertFails(
        2,
        "the argument 'Gr\uFFFDe' is not valid UTF-8 (or contains U+FFFD, which stands for invalid"
            + " bytes); convert a text to UTF-8, and rename a file whose name is not",
        "greet",
        "Gr\uFFFDe");
    assertFails(2, "nowhere.yaml does not exist", "greet", "Ann", "--config", "nowhere.yaml");
  }

  /** It used to become a value of the option before it: a text to say, or a path. */
  @Test
  void anUnknownOptionIsNotTheValueOfAnother() {
    assertFails(
        2, "unknown option --tmes; did you mean --times?", "greet", "--words", "a", "--tmes");
    assertFails(2, "unknown option --tmes; did you mean --times?", "greet", "--times", "--tmes=2");
    assertFails(2, "unknown option --no-words", "greet", "--no-words");
    assertFails(2, "--times needs a value: N", "greet", "Ann", "--times", "--loud");
    run("greet", "Ann", "--words", "--x y", "-- and", "--words=--tmes", "--no-shouting");
    assertEquals(
        "Settings[names=[Ann], times=1, words=[--x y, -- and, --tmes], loud=false]\n", text(out));
  }

  @Test
  void aTypoInAFileNamesFileAndLine() throws IOException {
    Path file = Files.writeString(directory.resolve("greet.yaml"), "loud: true\ntime: 3\n");
    assertFails(
        2,
        file + ", line 2: time is not a known setting; did you mean times?",
        "greet",
        "Ann",
        "--config",
        file.toString());
  }

  @Test
  void eachFailureHasItsExitCodeAndOneLine() {
    assertFails(2, "no such tokenizer", new UsageException("no such tokenizer"));
    assertFails(3, "bad magic", new CorruptDataException("bad magic"));
    assertFails(4, "loss is NaN", new NonFiniteException("loss is NaN"));
    assertFails(1, "gave up", new RunFailedException("gave up"));
    assertFails(1, "disk is full", new IOException("disk is full"));
    assertFails(2, "a.txt does not exist", new NoSuchFileException("a.txt"));
    assertFails(1, "pipe", new UncheckedIOException(new IOException("pipe")));
    assertFails(
        1,
        "internal error: java.lang.IllegalStateException: hm (NOISETTE_DEBUG=1 shows where)",
        new IllegalStateException("hm"));
  }

  @Test
  void aFailureIsAJsonObjectInJsonLogs() {
    failure = new RunFailedException("gave \"up\"");
    run("greet", "Ann", "--log-format", "json");
    assertEquals("{\"level\":\"error\",\"message\":\"gave \\\"up\\\"\"}\n", text(err));
  }

  @Test
  void aTextThatMentionsJsonLogsDoesNotAskForThem() {
    failure = new RunFailedException("gave up");
    run("greet", "say --log-format json");
    assertEquals("noisette: gave up\n", text(err));
  }

  @Test
  void printedSettingsAreAFileThatGivesTheSameSettings() throws IOException {
    run("greet", "Ann", "--words", "x: y", "--print-config");
    Path file = Files.write(directory.resolve("greet.yaml"), out.toByteArray());
    out.reset();
    run("greet", "--config", file.toString());
    assertEquals("Settings[names=[Ann], times=1, words=[x: y], loud=false]\n", text(out));
  }

  @Test
  void anOldNameWorksAndItsUseSaysTheNewOne() throws IOException {
    assertEquals(3, run("greet", "Ann", "--repeats", "3", "--no-shouting"));
    assertEquals("Settings[names=[Ann], times=3, words=null, loud=false]\n", text(out));
    assertEquals(
        List.of(
            "warning: --repeats is now called --times",
            "warning: --no-shouting is now called --no-loud"),
        text(err).lines().toList());
    err.reset();
    Path yaml = Files.writeString(directory.resolve("old.yaml"), "names: Ann\nrepeats: 4\n");
    assertEquals(4, run("greet", "--config", yaml.toString()));
    assertEquals("warning: " + yaml + ", line 2: repeats is now called times\n", text(err));
    err.reset();
    Path record =
        Files.writeString(
            directory.resolve("run.json"), "{\"settings\":{\"names\":[\"Ann\"],\"repeats\":5}}");
    assertEquals(5, run("greet", "--config", record.toString()));
    assertEquals("", text(err));
    assertEquals(2, run("greet", "Ann", "--repeats", "3", "--times", "4"));
    assertTrue(text(err).contains("--repeats is the old name of --times, which is also given"));
  }

  @Test
  void helpAndPrintedSettingsHaveTheNewNameOnly() {
    run("greet", "--help");
    run("greet", "Ann", "--repeats", "3", "--print-config");
    assertFalse(text(out).contains("repeats"), text(out));
    assertTrue(text(out).contains("\ntimes: 3\n"), text(out));
  }

  @Test
  void helpNamesEveryOptionWithItsDefaultInHundredColumns() {
    assertEquals(0, run("greet", "--help"));
    String help = text(out);
    assertTrue(help.startsWith("Usage: noisette greet NAME… [options]\n"), help);
    assertTrue(help.contains("--times N                     how often (default 1)\n"), help);
    assertTrue(help.contains("\n  --config FILE "), help);
    assertTrue(help.lines().allMatch(line -> line.length() <= 100), help);
    out.reset();
    assertEquals(0, run("help", "greet"));
    assertEquals(help, text(out));
  }

  @Test
  void withoutArgumentsItListsTheVerbsUnderTheirTopics() {
    assertEquals(0, run());
    assertTrue(text(out).contains("\nChecks:\n  greet             says hello\n"), text(out));
    assertFalse(text(out).contains("Training:"), text(out));
  }

  @Test
  void theVersionNamesItsParts() {
    assertEquals(0, run("--version"));
    assertTrue(
        text(out)
            .matches("noisette \\d\\S+ \\(git \\S+\\)\nDJL \\d\\S+, libtorch \\d(?s:.*)Java 1.*\n"),
        text(out));
  }

  private void assertFails(int exitCode, String line, Exception failure) {
    this.failure = failure;
    assertFails(exitCode, line, "greet", "Ann");
  }

  private void assertFails(int exitCode, String line, String... arguments) {
    err.reset();
    assertEquals(exitCode, run(arguments));
    assertEquals("noisette: " + line + "\n", text(err));
  }

  private int run(String... arguments) {
    Streams streams =
        new Streams(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            0);
    return new CommandRunner(Map.of("greet", new Greet()), streams).execute(List.of(arguments));
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  record Settings(
      @Setting(help = "who is greeted", placeholder = "NAME", positional = true) List<String> names,
      @Setting(help = "how often", byDefault = "1", alias = "repeats") int times,
      @Setting(help = "what is said") @Nullable List<String> words,
      @Setting(help = "in capitals", alias = "shouting") boolean loud) {}

  private final class Greet implements Command<Settings> {

    @Override
    public String getSummary() {
      return "says hello";
    }

    @Override
    public Topic getTopic() {
      return Topic.CHECKS;
    }

    @Override
    public Class<Settings> getSettingsType() {
      return Settings.class;
    }

    @Override
    public int execute(Settings settings, Console console) throws IOException {
      if (failure instanceof IOException inputOutput) {
        throw inputOutput;
      }
      if (failure instanceof RuntimeException runtime) {
        throw runtime;
      }
      console.out().println(settings);
      return settings.times() == 1 ? 0 : settings.times();
    }
  }
}
