package io.noisette.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlSectionTest {

  record Drink(
      @Setting(help = "what it is called") String name,
      @Setting(help = "of a cup", byDefault = "30") int millilitres) {}

  @TempDir private Path directory;

  @Test
  void mappingsHoldMappingsAndValuesStayTexts() throws IOException {
    YamlSection file = read("name: 007\nsizes: {small: [1, 2], large: {cups: ~}}\n");
    assertEquals(List.of("007"), file.values().get("name").texts());
    YamlSection sizes = file.require("sizes");
    assertEquals(List.of("1", "2"), sizes.values().get("small").texts());
    assertEquals(true, sizes.require("large").values().get("cups").isNull());
    assertEquals(Map.of(), file.find("nothing").values());
  }

  @Test
  void aRecordIsMadeOfItsValues() throws IOException {
    YamlSection file = read("drink:\n  name: espresso\n");
    assertEquals(
        new Drink("espresso", 30), SettingsSchema.of(Drink.class).read(file.require("drink")));
  }

  @Test
  void mistakesAreNamedWithFileAndLine() throws IOException {
    YamlSection file = read("a: {name: x, milliliters: 3}\nb: {millilitres: 3}\n");
    SettingsSchema<Drink> schema = SettingsSchema.of(Drink.class);
    assertRefused(
        "line 1: milliliters is not a known setting; did you mean millilitres?",
        () -> schema.read(file.require("a")));
    assertRefused(
        "line 2: b: name is missing: what it is called", () -> schema.read(file.require("b")));
    assertRefused("drinks.yaml: c is missing or empty", () -> file.require("c"));
    assertRefused(
        "line 2: b must not be a section with settings of its own", () -> file.requireValues("a"));
    assertRefused(
        "line 1: name must hold lines of the form 'name: value'",
        () -> file.require("a").requireSections());
    assertRefused(
        "line 1: name must hold lines of the form 'name: value'",
        () -> schema.read(file.require("a"), "name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {b: 1}\na: 2",
        "a: 1\na: {b: 2}",
        "a: !!java.net.URL {b: 1}",
        "a: {&x b: *x}",
        "a: {? {b: 1} : 2}",
        "a: [{b: 1}]",
        "a: {a: {a: {a: {a: {a: {a: {a: {a: {}}}}}}}}}"
      })
  void whatADefinitionHasNoNeedOfIsRefused(String yaml) {
    assertRefused("drinks.yaml, line ", () -> read(yaml));
  }

  private YamlSection read(String yaml) throws IOException {
    return YamlSection.read(Files.writeString(directory.resolve("drinks.yaml"), yaml));
  }

  private static void assertRefused(
      String part, org.junit.jupiter.api.function.Executable reading) {
    String message = assertThrows(UsageException.class, reading).getMessage();
    assertEquals(true, message.contains(part), message);
  }
}
