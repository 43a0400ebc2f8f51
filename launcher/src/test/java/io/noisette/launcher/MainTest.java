package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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
        "noisette: unknown subcommand 'make-coffee', see noisette --help\n",
        run(2, List.of(), "make-coffee"));
  }

  @Test
  void theReadmeHasARowForEverySubcommand() throws Exception {
    List<String> names =
        Pattern.compile("(?m)^  ([a-z][a-z-]*)(?: {2,}\\S|$)")
            .matcher(run(0, List.of(), "--help"))
            .results()
            .map(line -> line.group(1))
            .toList();
    assertTrue(names.contains("quickstart") && names.size() > 15, names::toString);
    List<String> rows =
        Page.read("README.md").prose().stream().filter(line -> line.startsWith("| `")).toList();
    List<String> missing =
        names.stream()
            .filter(name -> rows.stream().noneMatch(row -> row.contains("`" + name + "`")))
            .toList();
    assertEquals(List.of(), missing);
  }

  private String run(int exitCode, List<String> javaOptions, String... arguments) throws Exception {
    return ChildMain.run(exitCode, directory, javaOptions, List.of(arguments));
  }
}
