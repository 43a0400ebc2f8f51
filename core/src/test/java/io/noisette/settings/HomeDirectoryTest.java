package io.noisette.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.failure.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HomeDirectoryTest {

  private static final Path HOME = Path.of("/home/ann");

  @Test
  void aTildeIsTheHomeDirectory() {
    assertEquals(HOME, HomeDirectory.expand("~", HOME));
    assertEquals(HOME.resolve("runs/a"), HomeDirectory.expand("~/runs/a", HOME));
    for (String literal : List.of("./~", "runs/~/a", "a~", "/tmp/~")) {
      assertEquals(Path.of(literal), HomeDirectory.expand(literal, HOME));
    }
  }

  @Test
  void theHomeOfAnotherUserAndNoHomeAreRefused() {
    for (String text : List.of("~root", "~root/a", "~~")) {
      assertThrows(IllegalArgumentException.class, () -> HomeDirectory.expand(text, HOME), text);
    }
    assertThrows(IllegalArgumentException.class, () -> HomeDirectory.expand("~/a", null));
    String message =
        assertThrows(UsageException.class, () -> HomeDirectory.require("--resume", "~ann/run"))
            .getMessage();
    assertEquals(
        "--resume must be a path; a file whose name begins with ~ is ./~ann/run, not '~ann/run'",
        message);
    assertThrows(UsageException.class, () -> HomeDirectory.require("--resume", "a\0b"));
  }

  @Test
  void theVariableHelpsWhereTheSystemKnowsNoneThatExists(@TempDir Path directory) {
    String absent = directory.resolve("absent").toString();
    String named = directory.resolve("named").toString();
    assertEquals(directory, HomeDirectory.choose(directory.toString(), named));
    for (String known : new String[] {null, "?", absent}) {
      assertEquals(Path.of(named), HomeDirectory.choose(known, named));
    }
    assertEquals(Path.of(absent), HomeDirectory.choose(absent, null));
    assertNull(HomeDirectory.choose("?", ""));
  }

  @Test
  void pathsOfSettingsMayHaveOne(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("a.yaml"), "output: ~/run\ninputs: [~/a, b]\n");
    Places places = SettingsSchema.of(Places.class).read(Map.of(), SettingsFile.read(file));
    assertTrue(places.output().isAbsolute() && places.output().endsWith("run"));
    assertTrue(places.inputs().get(0).isAbsolute());
    assertEquals(Path.of("b"), places.inputs().get(1));
    Path other = Files.writeString(directory.resolve("b.yaml"), "output: ~ann/run\ninputs: [b]\n");
    assertThrows(
        UsageException.class,
        () -> SettingsSchema.of(Places.class).read(Map.of(), SettingsFile.read(other)));
  }

  record Places(
      @Setting(help = "where it goes") Path output,
      @Setting(help = "where it comes from") List<Path> inputs) {}
}
