package io.noisette.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldNamesTest {

  private static final SettingsSchema<Model> SCHEMA = SettingsSchema.of(Model.class);

  @TempDir private Path directory;

  @Test
  void anOldNameIsReadWhereverTheNewOneIs() throws IOException {
    assertEquals(7, SCHEMA.read(option("vocabulary-size", "7"), Map.of()).vocabSize());
    Path yaml = Files.writeString(directory.resolve("model.yaml"), "vocabulary-size: 8\n");
    assertEquals(8, SCHEMA.read(Map.of(), SettingsFile.read(yaml)).vocabSize());
    assertEquals(8, SCHEMA.read(YamlSection.read(yaml)).vocabSize());
    Path record =
        Files.writeString(
            directory.resolve("run.json"), "{\"settings\": {\"vocabulary-size\": 9, \"x\": 1}}");
    assertEquals(9, SCHEMA.readKnown(SettingsFile.read(record)).vocabSize());
  }

  @Test
  void anOptionGoesBeforeTheFileUnderEitherName() {
    Map<String, GivenValue> old = option("vocabulary-size", "1");
    Map<String, GivenValue> current = option("vocab-size", "2");
    assertEquals(1, SCHEMA.read(old, current).vocabSize());
    assertEquals(2, SCHEMA.read(current, old).vocabSize());
  }

  @Test
  void theNoticeSaysTheNameOfToday() {
    List<String> notices = new ArrayList<>();
    SCHEMA.getOldNames().replaceIn(option("vocabulary-size", "7"), notices::add);
    SCHEMA.getOldNames().replaceIn(option("vocab-size", "7"), notices::add);
    SCHEMA
        .getOldNames()
        .replaceIn(
            Map.of("vocabulary-size", new GivenValue("a.yaml, line 2: vocabulary-size", null)),
            notices::add);
    assertEquals(
        List.of(
            "--vocabulary-size is now called --vocab-size",
            "a.yaml, line 2: vocabulary-size is now called vocab-size"),
        notices);
  }

  @Test
  void bothNamesAtOnceAreRefused() {
    Map<String, GivenValue> both =
        Map.of(
            "vocab-size", new GivenValue("--vocab-size", List.of("1")),
            "vocabulary-size", new GivenValue("--vocabulary-size", List.of("2")));
    UsageException e = assertThrows(UsageException.class, () -> SCHEMA.read(both, Map.of()));
    assertEquals(
        "--vocabulary-size is the old name of --vocab-size, which is also given", e.getMessage());
  }

  @Test
  void onlyTheNewNameIsWritten() {
    Model model = new Model(7, 0);
    assertEquals(Set.of("vocab-size", "layers"), SCHEMA.toMap(model).keySet());
    assertFalse(SCHEMA.toYaml(model).contains("vocabulary"), SCHEMA.toYaml(model));
  }

  @Test
  void aRecordOfAnOlderVersionGetsTheNamesOfToday() {
    assertEquals(
        Map.of("vocab-size", 5L, "other", 1L),
        SCHEMA.getOldNames().replaceIn(Map.of("vocabulary-size", 5L, "other", 1L)));
    assertEquals(
        Map.of("vocab-size", 6L),
        SCHEMA.getOldNames().replaceIn(Map.of("vocabulary-size", 5L, "vocab-size", 6L)));
  }

  @Test
  void aDefaultUnderItsOldNameWasNotChosen() {
    assertEquals(Set.of("layers"), SCHEMA.findChosen(Map.of("vocabulary-size", 5L, "layers", 1L)));
    assertEquals(
        Set.of("vocabulary-size"), SCHEMA.findChosen(Map.of("vocabulary-size", 4L, "layers", 0L)));
  }

  @Test
  void anOldNameOfTwoSettingsIsADefect() {
    record Twice(@Setting(help = "one", alias = "two") int one, @Setting(help = "two") int two) {}
    assertThrows(IllegalStateException.class, () -> SettingsSchema.of(Twice.class));
  }

  private static Map<String, GivenValue> option(String name, String value) {
    return Map.of(name, new GivenValue("--" + name, List.of(value)));
  }

  record Model(
      @Setting(help = "number of tokens", byDefault = "5", alias = "vocabulary-size") int vocabSize,
      @Setting(help = "number of layers", byDefault = "0") int layers) {}
}
