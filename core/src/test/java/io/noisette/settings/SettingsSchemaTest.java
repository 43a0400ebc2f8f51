package io.noisette.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsSchemaTest {

  private static final SettingsSchema<Everything> SCHEMA = SettingsSchema.of(Everything.class);
  private static final Everything DEFAULTS =
      new Everything(
          Path.of("corpus"),
          1000,
          12_000_000_000L,
          new Optimizer(1e-3, "adam w"),
          false,
          Size.TINY_ONE,
          null,
          null,
          null);

  @TempDir private Path directory;

  @Test
  void everySettingWithADefaultMayBeLeftOut() {
    assertEquals(DEFAULTS, SCHEMA.read(options("corpus", "corpus"), Map.of()));
  }

  @Test
  void settingsOfOthersMayBePassedOver() {
    assertEquals(DEFAULTS, SCHEMA.readKnown(options("corpus", "corpus", "of-others", "7")));
  }

  @Test
  void everySettingIsReadFromItsOption() {
    Map<String, GivenValue> options = options("corpus", "c", "steps", "1_000_000");
    options.putAll(
        options("tokens", "-5", "learning-rate", "2.5E-4", "name", "\"x\": [é…]\n# null"));
    options.putAll(
        options("whole-words", "true", "size", "base", "limit", "7", "init-from", "null"));
    options.put("text", new GivenValue("--text", List.of("a b", "c,d")));

    Everything expected =
        new Everything(
            Path.of("c"),
            1_000_000,
            -5,
            new Optimizer(2.5e-4, "\"x\": [é…]\n# null"),
            true,
            Size.BASE,
            7,
            Path.of("null"),
            List.of(Path.of("a b"), Path.of("c,d")));

    assertEquals(expected, SCHEMA.read(options, Map.of()));
    assertEquals(expected, readBack(SCHEMA.toYaml(expected)));
  }

  @Test
  void theDefaultsAsAFileReadBackEqual() {
    assertEquals(DEFAULTS, readBack(SCHEMA.toYaml(DEFAULTS)));
    assertTrue(
        SCHEMA.toYaml(DEFAULTS).contains("# peak of the curve\nlearning-rate: 0.001\n"),
        SCHEMA.toYaml(DEFAULTS));
  }

  @Test
  void anOptionGoesBeforeTheFileAndTheFileBeforeTheDefault() {
    Everything settings =
        SCHEMA.read(options("corpus", "c", "steps", "3"), options("steps", "2", "size", "large"));
    assertEquals(3, settings.steps());
    assertEquals(Size.LARGE, settings.size());
  }

  @Test
  void aTypoIsAnError() {
    assertRefused("--step is not a known setting; did you mean steps?", "step", "3");
    assertRefused(
        "--learning-rat is not a known setting; did you mean learning-rate?", "learning-rat", "3");
    assertRefused("--zzz is not a known setting", "zzz", "3");
  }

  @Test
  void aBadValueIsNamedWithWhatIsAllowed() {
    assertRefused("--steps must be a whole number, not '1.5'", "steps", "1.5");
    assertRefused("--steps must be a whole number, not '1  2'", "steps", "1\n\n2");
    assertRefused(
        "--steps must be between -2147483648 and 2147483647, not '3000000000'",
        "steps",
        "3000000000");
    assertRefused(
        "--learning-rate must be a number, such as 0.1 or 1e-3, not 'NaN'", "learning-rate", "NaN");
    assertRefused("--learning-rate must be a finite number, not '1e999'", "learning-rate", "1e999");
    assertRefused(
        "--size must be one of tiny-one, base, large, not 'bse'; did you mean base?",
        "size",
        "bse");
    assertRefused("--whole-words must be true or false, not 'yes'", "whole-words", "yes");
    assertRefused("--init-from must be a path, not ''", "init-from", "");
  }

  @Test
  void aMissingSettingIsNamedWithItsHelp() {
    UsageException e = assertThrows(UsageException.class, () -> SCHEMA.read(Map.of(), Map.of()));
    assertEquals("--corpus is missing: directory that prepare wrote", e.getMessage());
  }

  @Test
  void whatTheRecordRefusesIsAMistakeOfTheUser() {
    assertRefused("--steps must be positive, not 0", "steps", "0");
  }

  @Test
  void whatTheRecordRefusesIsNamedAsItWasGiven() {
    Map<String, GivenValue> file =
        Map.of(
            "steps", new GivenValue("small.yaml, line 3: steps", List.of("0")),
            "corpus", new GivenValue("small.yaml, line 4: corpus", List.of("c")));
    UsageException e = assertThrows(UsageException.class, () -> SCHEMA.read(Map.of(), file));
    assertEquals("small.yaml, line 3: steps must be positive, not 0", e.getMessage());
    UsageException ofOption =
        assertThrows(UsageException.class, () -> SCHEMA.read(options("steps", "-1"), file));
    assertEquals("--steps must be positive, not -1", ofOption.getMessage());
  }

  @Test
  void settingsWithoutARequiredOneArePrintedAsAFileToFillIn() {
    String yaml = SCHEMA.toYaml(options("steps", "5"), Map.of());
    assertTrue(yaml.contains("\n# corpus: DIR   (required)\n"), yaml);
    assertTrue(yaml.contains("\nsteps: 5\n"), yaml);
  }

  @Test
  void aMapHoldsWhatJsonCanHold() {
    Map<String, @Nullable Object> map = SCHEMA.toMap(DEFAULTS);
    assertEquals("corpus", map.get("corpus"));
    assertEquals(1e-3, map.get("learning-rate"));
    assertEquals("tiny-one", map.get("size"));
    assertEquals(false, map.get("whole-words"));
    assertEquals(9 + 1, map.size());
  }

  @Test
  void twoSettingsOfOneNameAreADefect() {
    record Twice(Optimizer one, Optimizer two) {}
    assertThrows(IllegalStateException.class, () -> SettingsSchema.of(Twice.class));
  }

  private Everything readBack(String yaml) {
    try {
      Path file = Files.writeString(directory.resolve("settings.yaml"), yaml);
      return SCHEMA.read(Map.of(), SettingsFile.read(file));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertRefused(String message, String name, String value) {
    Map<String, GivenValue> options = options("corpus", "c");
    options.putAll(options(name, value));
    UsageException e = assertThrows(UsageException.class, () -> SCHEMA.read(options, Map.of()));
    assertEquals(message, e.getMessage());
  }

  private static Map<String, GivenValue> options(String... namesAndValues) {
    Map<String, GivenValue> options = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      String name = namesAndValues[i];
      options.put(name, new GivenValue("--" + name, List.of(namesAndValues[i + 1])));
    }
    return options;
  }

  enum Size {
    TINY_ONE,
    BASE,
    LARGE
  }

  record Optimizer(
      @Setting(help = "peak of the curve", byDefault = "1e-3") double learningRate,
      @Setting(help = "which one", byDefault = "adam w") String name) {}

  record Everything(
      @Setting(help = "directory that prepare wrote", placeholder = "DIR") Path corpus,
      @Setting(help = "optimizer steps", byDefault = "1000") int steps,
      @Setting(help = "tokens in all", byDefault = "12_000_000_000") long tokens,
      Optimizer optimizer,
      @Setting(help = "mask words") boolean wholeWords,
      @Setting(help = "size of the model", byDefault = "tiny-one") Size size,
      @Setting(help = "at most") @Nullable Integer limit,
      @Setting(help = "start from") @Nullable Path initFrom,
      @Setting(help = "files", placeholder = "FILE") @Nullable List<Path> text) {

    Everything {
      if (steps <= 0) {
        throw new IllegalArgumentException("steps must be positive, not " + steps);
      }
    }
  }
}
