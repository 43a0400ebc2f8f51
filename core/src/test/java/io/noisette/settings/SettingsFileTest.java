package io.noisette.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileTest {

  @TempDir private Path directory;

  @Test
  void valuesStayTheTextThatTheUserWrote() throws IOException {
    Map<String, GivenValue> values = read("a: 1e-3\nb: [x, 'y, z']\nc:\n- 010\nd: null\ne: ''\n");
    assertEquals(List.of("1e-3"), values.get("a").texts());
    assertEquals(List.of("x", "y, z"), values.get("b").texts());
    assertEquals(List.of("010"), values.get("c").texts());
    assertTrue(values.get("d").isNull());
    assertEquals(List.of(""), values.get("e").texts());
  }

  @Test
  void anEmptyFileHasNoSettings() throws IOException {
    assertEquals(Map.of(), read(""));
    assertEquals(Map.of(), read("# nothing yet\n"));
    assertEquals(Map.of(), read("---\n"));
  }

  @Test
  void aSettingGivenTwiceIsAnErrorWithItsLine() {
    assertRefused("line 3: steps is given twice", "steps: 1\nseed: 2\nsteps: 1\n");
  }

  @Test
  void anErrorOfTheSyntaxHasItsLine() {
    assertRefused("line 2: ", "steps: 1\nseed: ]\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: {b: 1}",
        "a: [[1]]",
        "a: !!java.net.URL [x]",
        "a: !x y",
        "a: &x 1\nb: *x",
        "a: [1, *x]",
        "- a",
        "just text",
        "? [a]\n: b",
        "a: 1\n---\nb: 2\n",
        "a: \u0001",
        "a: b: c",
        "\t",
        "%YAML 9.9\n---\na: 1",
      })
  void whatIsNotAFlatListOfSettingsIsRefused(String yaml) {
    assertRefused("settings.yaml", yaml);
  }

  @Test
  void deepNestingIsRefusedAtItsFirstLevel() {
    assertRefused("line 1: a must be a plain value", "a: " + "[".repeat(200_000));
    assertRefused("line 1: steps must be a plain value", "steps: &x 2\n");
    assertRefused("line 1: a must be a plain value", "a: &x [2]\n");
    assertRefused("line 1: a must be a plain value", "a: [&x 2]\n");
  }

  @Test
  void whatIsNoYamlIsToldInWords() {
    assertRefused(
        "line 2: the control character U+0007 is not allowed", "steps: 1\nnote: \u0007\n");
    assertRefused(" is not YAML 1.2: ", "%YAML 9.9\n---\nsteps: 1\n");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Path file = directory.resolve("latin1.yaml");
    Files.write(file, "a: 1\nname: é".getBytes(StandardCharsets.ISO_8859_1));
    UsageException e = assertThrows(UsageException.class, () -> SettingsFile.read(file));
    assertTrue(
        e.getMessage().endsWith("latin1.yaml: invalid UTF-8 at byte 7 of line 2"), e.getMessage());
  }

  @Test
  void theRecordOfARunGivesItsSettings() throws IOException {
    String json =
        "{'versions': {'x': 1}, 'settings': {'a': 0.5, 'b': ['x'], 'c': null, 'd': true}}";
    Path file = directory.resolve("run.json");
    Files.writeString(file, json.replace('\'', '"'));
    Map<String, GivenValue> values = SettingsFile.read(file);
    assertEquals(List.of("0.5"), values.get("a").texts());
    assertEquals(List.of("x"), values.get("b").texts());
    assertTrue(values.get("c").isNull());
    assertEquals(List.of("true"), values.get("d").texts());
  }

  @Test
  void theRecordOfAnotherSubcommandIsRefused() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("run.json"), "{\"verb\": \"prepare\", \"settings\": {}}");
    SettingsFile.requireRunOf("prepare", file);
    UsageException e =
        assertThrows(UsageException.class, () -> SettingsFile.requireRunOf("infill", file));
    assertEquals(file + " is of a run of prepare, not of infill", e.getMessage());
    SettingsFile.requireRunOf("infill", Files.writeString(directory.resolve("a.yaml"), "verb: x"));
  }

  @Test
  void aRecordWithoutSettingsIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("run.json"), "[1]");
    assertThrows(UsageException.class, () -> SettingsFile.read(file));
    Files.writeString(file, "{\"settings\": {\"a\": {}}}");
    assertThrows(UsageException.class, () -> SettingsFile.read(file));
    Files.writeString(file, "{");
    assertThrows(UsageException.class, () -> SettingsFile.read(file));
  }

  private Map<String, GivenValue> read(String yaml) throws IOException {
    return SettingsFile.read(Files.writeString(directory.resolve("settings.yaml"), yaml));
  }

  private void assertRefused(String part, String yaml) {
    UsageException e = assertThrows(UsageException.class, () -> read(yaml));
    assertTrue(e.getMessage().contains(part), e.getMessage());
  }

  /** Settings that name code. */
  record Loading(@Setting(help = "directory of code", isCode = true) @Nullable Path dir) {}

  @Test
  void noFileNamesCode() throws IOException {
    SettingsSchema<Loading> schema = SettingsSchema.of(Loading.class);
    Path file = Files.writeString(directory.resolve("a.yaml"), "dir: found\n");
    Map<String, GivenValue> read = SettingsFile.read(file);
    UsageException e =
        assertThrows(UsageException.class, () -> schema.requireNoCode(read, Map.of()));
    assertEquals(
        file
            + ", line 1: dir: plug-ins are code, which no file may name; give --dir on the command"
            + " line",
        e.getMessage());
    schema.requireNoCode(read, Map.of("dir", new GivenValue("--dir", List.of("mine"))));
    Path record = Files.writeString(directory.resolve("run.json"), "{\"settings\":{\"dir\":null}}");
    schema.requireNoCode(SettingsFile.read(record), Map.of());
  }
}
