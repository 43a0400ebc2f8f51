package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a process of its own, as the script starts it. */
final class ChildMain {

  private ChildMain() {}

  /** Runs a verb, requires its exit code, and returns stdout and stderr as they came. */
  static String run(int exitCode, Path directory, List<String> javaOptions, List<String> arguments)
      throws IOException, InterruptedException {
    return run(Main.class, exitCode, directory, javaOptions, arguments);
  }

  /** Runs a main class, with the JVM set for a short life. */
  static String run(
      Class<?> main, int exitCode, Path directory, List<String> javaOptions, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(javaOptions);
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    words.addAll(arguments);
    Process process =
        new ProcessBuilder(words).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exitCode, process.waitFor(), output);
    return output;
  }
}
