package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "quickstart --help",
        "evaluate --task denoising --help",
        "reproduce --help"
      })
  void helpLoadsNoTensorLibrary(String arguments) throws Exception {
    Path log = directory.resolve("classes.log");
    String help = run(0, List.of("-Xlog:class+load:file=" + log), arguments.split(" ", -1));
    List<String> loaded = Files.readAllLines(log);
    assertTrue(loaded.stream().anyMatch(line -> line.contains(" io.noisette.CoreModule ")));
    assertEquals(
        List.of(), loaded.stream().filter(line -> line.matches(".*\\] ai\\.djl\\..*")).toList());
    assertTrue(help.contains(arguments.split(" ", -1)[0]), help);
  }

  @Test
  void anUnknownVerbIsExitCodeTwo() throws Exception {
    assertEquals(
        "noisette: unknown verb 'make-coffee', see noisette --help\n",
        run(2, List.of(), "make-coffee"));
  }

  private String run(int exitCode, List<String> javaOptions, String... arguments) throws Exception {
    return ChildMain.run(exitCode, directory, javaOptions, List.of(arguments));
  }
}
