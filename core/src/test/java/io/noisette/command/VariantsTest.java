package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path directory;

  @Test
  void theOptionChoosesTheCommand() {
    assertEquals(0, run("--kind", "tea", "--minutes", "3"));
    assertEquals(0, run("--grams=9", "--kind=coffee"));
    assertEquals("Tea[kind=tea, minutes=3]\nCoffee[kind=coffee, grams=9]\n", text(out));
  }

  @Test
  void aFileChoosesItUnlessTheOptionDoes() throws IOException {
    Path file = Files.writeString(directory.resolve("a.yaml"), "kind: tea\nminutes: 4\n");
    assertEquals(0, run("--config", file.toString()));
    assertEquals("Tea[kind=tea, minutes=4]\n", text(out));
    assertFails(
        "%s, line 2: minutes is not a known setting",
        "--kind", "coffee", "--config", file.toString());
    Files.writeString(file, "minutes: 4\n");
    assertFails(
        "--kind is missing; choose one of *.blend, coffee, tea", "--config", file.toString());
    Files.writeString(file, "kind: [tea, coffee]\n");
    assertFails(
        "%s, line 1: kind must be one of *.blend, coffee, tea, not 'tea, coffee'",
        "--config", file.toString());
  }

  @Test
  void aVariantMayStandForAllValuesWithAnEnding() {
    assertEquals(0, run("--kind", "my/own.blend", "--grams", "9"));
    assertEquals("Coffee[kind=my/own.blend, grams=9]\n", text(out));
    assertFails(
        "--kind must be one of *.blend, coffee, tea, not 'own.bland'", "--kind", "own.bland");
  }

  @Test
  void whatChoosesNoneSaysWhichThereAre() {
    assertFails("--kind is missing; choose one of *.blend, coffee, tea");
    assertFails("--kind is missing; choose one of *.blend, coffee, tea", "--minutes", "3");
    assertFails("--kind needs a value: one of *.blend, coffee, tea", "--minutes", "3", "--kind");
    assertFails("--kind needs a value: one of *.blend, coffee, tea", "--kind", "--minutes", "3");
    assertFails(
        "--kind must be one of *.blend, coffee, tea, not 'cofee'; did you mean coffee?",
        "--kind",
        "cofee");
  }

  @Test
  void anOptionOfAnotherVariantIsUnknown() {
    assertFails("unknown option --grams", "--kind", "tea", "--grams", "9");
    assertFails(
        "unknown option --minuets; did you mean --minutes?", "--kind", "tea", "--minuets", "9");
    assertFails("--kind is given twice", "--kind", "tea", "--kind", "tea", "--minutes", "3");
  }

  @Test
  void helpListsTheVariantsOrTheOptionsOfOne() {
    assertEquals(0, run("--help"));
    assertTrue(
        text(out).contains("\nValues of --kind:\n  *.blend           makes Coffee\n  coffee  "),
        text(out));
    assertTrue(text(out).contains("noisette make --kind NAME --help"), text(out));
    assertFalse(text(out).contains("--minutes"), text(out));
    out.reset();
    assertEquals(0, run("--kind", "tea", "--help"));
    assertTrue(text(out).contains("Usage: noisette make --kind NAME --minutes N "), text(out));
    assertTrue(text(out).contains("\nmakes Tea\n"), text(out));
    assertFalse(text(out).contains("--grams"), text(out));
  }

  @Test
  void theConfigurationOfAVariantIsPrinted() {
    assertEquals(0, run("--kind", "tea", "--print-config"));
    assertTrue(text(out).contains("\nkind: tea\n"), text(out));
    assertTrue(text(out).contains("\n# minutes: N   (required)\n"), text(out));
  }

  private void assertFails(String line, String... options) {
    err.reset();
    assertEquals(2, run(options));
    String expected = line.replace("%s", directory.resolve("a.yaml").toString());
    assertEquals("noisette: " + expected + "\n", text(err));
  }

  private int run(String... options) {
    Map<String, Command<?>> kinds =
        Map.of(
            "tea", new Make<>(Tea.class),
            "coffee", new Make<>(Coffee.class),
            "*.blend", new Make<>(Coffee.class));
    Command<?> make =
        new Make<>(Kind.class) {
          @Override
          public List<Variants> getVariants() {
            return List.of(new Variants("kind", kinds));
          }
        };
    List<String> arguments = new ArrayList<>(List.of("make"));
    arguments.addAll(List.of(options));
    Streams streams = new Streams(print(out), print(err), 0);
    return new CommandRunner(Map.of("make", make), streams).execute(arguments);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  record Kind(@Setting(help = "what is made", placeholder = "NAME") String kind) {}

  record Tea(
      @Setting(help = "what is made", placeholder = "NAME") String kind,
      @Setting(help = "how long") int minutes) {}

  record Coffee(
      @Setting(help = "what is made", placeholder = "NAME") String kind,
      @Setting(help = "how much") int grams) {}

  private static class Make<S extends Record> implements Command<S> {

    private final Class<S> type;

    Make(Class<S> type) {
      this.type = type;
    }

    @Override
    public String getSummary() {
      return "makes " + type.getSimpleName();
    }

    @Override
    public Class<S> getSettingsType() {
      return type;
    }

    @Override
    public int execute(S settings, Console console) {
      console.out().println(settings);
      return 0;
    }
  }
}
