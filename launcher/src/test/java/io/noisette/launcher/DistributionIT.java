package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unpacks what was packaged, and runs it as users do. */
class DistributionIT {

  @TempDir private Path directory;
  private Path home;

  @BeforeEach
  void unpack() throws Exception {
    Path place = Files.createDirectory(directory.resolve("place"));
    run(place, "", "tar", "-xzf", only(Path.of("target"), ".tar.gz").toRealPath().toString());
    home = only(place, "");
  }

  @Test
  void holdsAllThatAnArchiveShould() {
    for (String name :
        List.of(
            "LICENSE",
            "README.md",
            "CHANGELOG.md",
            "THIRD-PARTY.txt",
            "conf/bart-tiny.yaml",
            "docs/installing.md",
            "plugins/README.md")) {
      assertTrue(Files.isRegularFile(home.resolve(name)), name);
    }
    assertTrue(Files.isExecutable(home.resolve("bin/noisette")));
  }

  @Test
  void runsThroughASymbolicLinkFromAPlaceWithSpaces() throws Exception {
    home = Files.move(home, directory.resolve("a place with spaces"));
    Path link = directory.resolve("noisette");
    Files.createSymbolicLink(link, home.resolve("bin/noisette"));
    assertTrue(run(directory, "", link.toString(), "--version").startsWith("noisette 0."));
    assertTrue(run(directory, "", link.toString(), "noise-list").contains("permute-sentences"));
  }

  @Test
  void theFirstHelpWritesAnArchiveOfClassesThatTheSecondReads() throws Exception {
    String program = home.resolve("bin/noisette").toString();
    String first = run(directory, "", program, "--help");
    assertTrue(first.contains("bart-pretrain"), first);
    assertEquals(first, run(directory, "", program, "--help"));
    assertTrue(mainIsFromTheArchive(program, "--help"));
    Path archive = only(directory.resolve("cache/noisette"), ".jsa");

    Files.copy(home.resolve("lib/jspecify-1.0.0.jar"), home.resolve("lib/one-more.jar"));
    assertFalse(mainIsFromTheArchive(program, "noise-list"), "it is one for other jars");
    assertTrue(mainIsFromTheArchive(program, "--help"));
    byte[] damaged = Files.readAllBytes(archive);
    Arrays.fill(damaged, damaged.length / 2, damaged.length / 2 + 100_000, (byte) 0x55);
    Files.delete(archive); // it is read-only
    Files.write(archive, damaged);
    assertFalse(mainIsFromTheArchive(program, "noise-list"), "Java crashes on it");
    byte[] cut = Arrays.copyOf(Files.readAllBytes(archive), 4_000_000);
    Files.delete(archive);
    Files.write(archive, cut);
    assertFalse(mainIsFromTheArchive(program, "noise-list"), "Java crashes on it");
    Files.delete(archive);
    Files.write(archive, new byte[5000]);
    assertEquals(first, run(directory, "", program, "--help"));
  }

  @Test
  void limitsWhatProductsKeepUnlessTheUserDoes() throws Exception {
    Path bin = Files.createDirectories(directory.resolve("java/bin"));
    Files.writeString(bin.resolveSibling("release"), "JAVA_VERSION=\"17\"\n");
    Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\nenv\n");
    assertTrue(java.toFile().setExecutable(true));
    String output =
        run(
            directory,
            "",
            "env",
            "JAVA_HOME=" + bin.getParent(),
            "LRU_CACHE_CAPACITY=7",
            home.resolve("bin/noisette").toString(),
            "noise-list");
    List<String> environment = output.lines().toList();
    assertTrue(environment.contains("ONEDNN_PRIMITIVE_CACHE_CAPACITY=512"), output);
    assertTrue(environment.contains("LRU_CACHE_CAPACITY=7"), output);
    assertTrue(environment.contains("MALLOC_MMAP_MAX_=0"), output);
    assertTrue(environment.contains("MALLOC_ARENA_MAX=64"), output);
  }

  private boolean mainIsFromTheArchive(String program, String verb) throws Exception {
    return run(directory, "-Xlog:class+load", program, verb)
        .contains("io.noisette.launcher.Main source: shared objects file (top)");
  }

  private String run(Path from, String javaOptions, String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(words).directory(from.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    builder.environment().put("NOISETTE_JAVA_OPTS", javaOptions);
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  /** The one entry of a directory whose name ends so. */
  private static Path only(Path directory, String end) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> found = entries.filter(path -> path.toString().endsWith(end)).toList();
      assertEquals(1, found.size(), found.toString());
      return found.get(0);
    }
  }
}
