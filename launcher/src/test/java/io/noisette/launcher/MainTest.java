package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"--help", "quickstart --help"})
  void helpLoadsNoTensorLibrary(String arguments) throws Exception {
    Path log = directory.resolve("classes.log");
    String help = run(0, List.of("-Xlog:class+load:file=" + log), arguments.split(" ", -1));
    List<String> loaded = Files.readAllLines(log);
    assertTrue(loaded.stream().anyMatch(line -> line.contains(" io.noisette.CoreModule ")));
    assertEquals(
        List.of(), loaded.stream().filter(line -> line.matches(".*\\] ai\\.djl\\..*")).toList());
    assertTrue(help.contains("quickstart"), help);
  }

  @Test
  void anUnknownVerbIsExitCodeTwo() throws Exception {
    assertEquals(
        "noisette: unknown verb 'make-coffee'; see noisette --help\n",
        run(2, List.of(), "make-coffee"));
  }

  private static String run(int exitCode, List<String> javaOptions, String... arguments)
      throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(javaOptions);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exitCode, process.waitFor(), output);
    return output;
  }
}
