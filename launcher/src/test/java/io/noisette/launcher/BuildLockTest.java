package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in the root of the sources, in a tree that was never built, without a Maven. */
final class BuildLockTest {

  private static final Path SCRIPT = Path.of("../noisette");

  @TempDir private Path sources;

  @BeforeEach
  void writeSources() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell here");
    Path maven = Files.writeString(sources.resolve("mvn"), "#!/bin/sh\n"); // tells no version
    assertTrue(maven.toFile().setExecutable(true));
    Files.copy(SCRIPT, sources.resolve("noisette"));
    Files.writeString(sources.resolve("mvnw"), "echo '[ERROR] no Maven'\nexit 1\n");
  }

  @Test
  void aPlaceThatCannotBeWrittenEndsTheWait() throws Exception {
    Files.writeString(sources.resolve("target"), "a file where the directory should be");
    String told = run(2);
    assertTrue(told.contains("cannot be built anew: ") && told.lines().count() == 1, told);
  }

  @Test
  void theLockOfAnotherProgramIsStale() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Path lock = Files.createDirectory(sources.resolve("target")).resolve("noisette-build.lock");
      Files.createSymbolicLink(lock, Path.of(Long.toString(other.pid())));
      String told = run(1);
      assertTrue(told.contains("the build failed"), told);
    } finally {
      other.destroy();
    }
  }

  @Test
  void aRequestToStopEndsTheBuildToo() throws Exception {
    Files.writeString(sources.resolve("mvnw"), "echo $$ > maven\nexec sleep 60\n");
    Process process = start();
    Path maven = sources.resolve("maven");
    while (Files.notExists(maven) || Files.size(maven) == 0) {
      assertTrue(process.isAlive(), "the script has ended");
      Thread.sleep(20);
    }
    long number = Long.parseLong(Files.readString(maven).strip());
    process.destroy();
    assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the script goes on");
    assertEquals(143, process.exitValue());
    assertTrue(Files.notExists(sources.resolve("target/noisette-build.lock")));
    Optional<ProcessHandle> build = ProcessHandle.of(number);
    if (build.isPresent()) {
      build.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aSecondStartWaitsForTheBuildOfTheFirst() throws Exception {
    Path other = Files.createSymbolicLink(sources.resolve("nz"), Path.of("noisette"));
    Files.writeString(
        sources.resolve("mvnw"),
        "echo x >> built\nwhile [ ! -e go ]; do sleep 0.1; done\nexit 1\n");
    Path built = sources.resolve("built");
    Process first = start(other, "first");
    while (Files.notExists(built)) {
      assertTrue(first.isAlive(), "the script has ended");
      Thread.sleep(20);
    }
    Process second = start(sources.resolve("noisette"), "second");
    Path told = sources.resolve("second");
    while (!Files.readString(told).contains("waiting for the build of process " + first.pid())) {
      assertTrue(second.isAlive(), () -> "the second start has ended");
      Thread.sleep(20);
    }
    assertEquals("x\n", Files.readString(built), "one build at a time");
    Files.createFile(sources.resolve("go"));
    assertTrue(first.waitFor(30, TimeUnit.SECONDS) && second.waitFor(30, TimeUnit.SECONDS));
    assertEquals("x\nx\n", Files.readString(built));
  }

  /** Runs the script, whose build fails, for at most a minute. */
  private String run(int exitCode) throws IOException, InterruptedException {
    Process process = start();
    boolean hasEnded = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    String told = Files.readString(sources.resolve("output"), StandardCharsets.UTF_8);
    assertTrue(hasEnded, told);
    assertEquals(exitCode, process.exitValue(), told);
    return told;
  }

  private Process start() throws IOException {
    return start(sources.resolve("noisette"), "output");
  }

  private Process start(Path program, String output) throws IOException {
    ProcessBuilder script = new ProcessBuilder("/bin/sh", program.toString());
    script.environment().merge("PATH", "", (path, none) -> sources + ":" + path);
    return script
        .redirectErrorStream(true)
        .redirectOutput(sources.resolve(output).toFile())
        .start();
  }
}
