package io.noisette.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of the distribution, with a Java that tells its locale or arguments. */
final class ScriptTest {

  private static final Path SCRIPT = Path.of("src/main/distribution/bin/noisette").toAbsolutePath();

  @TempDir private Path java;

  @BeforeEach
  void writeJava() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no POSIX shell here");
    Files.writeString(java.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    Path program = Files.createDirectory(java.resolve("bin")).resolve("java");
    Files.writeString(program, "#!/bin/sh\nlocale charmap\necho \"LC_ALL=$LC_ALL\"\n");
    assertTrue(program.toFile().setExecutable(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xx_YY.UTF-8", "tlh_QO.utf8", "C", "POSIX", "xx_YY.ISO-8859-1", ""})
  void aLocaleThatIsNotInstalledOrNotUtf8GivesWayToOneThatIs(String locale) throws Exception {
    for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String told = run(Map.of(variable, locale));
      assertEquals("UTF-8\nLC_ALL=C.UTF-8\n", told, variable);
    }
  }

  @Test
  void anInstalledLocaleStays() throws Exception {
    assertEquals("UTF-8\nLC_ALL=\n", run(Map.of("LANG", "C.UTF-8")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xmx24m", "-Da=b -Xmx9M", "-Xmx31m", "-Xmx16384k", "-Xmx20000000"})
  void aHeapBelowTheFirstSizeIsNotRefused(String options) throws Exception {
    writeArguments();
    for (String variable : List.of("NOISETTE_JAVA_OPTS", "JAVA_TOOL_OPTIONS")) {
      assertFalse(run(Map.of(variable, options)).contains("-Xms"), variable);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-Xmx32m", "-Xmx300m", "-Xmx8g -Da=1", "-Da=-Xmx9m"})
  void otherHeapsStartSmall(String options) throws Exception {
    writeArguments();
    assertTrue(run(Map.of("NOISETTE_JAVA_OPTS", options)).contains(" -Xms32m "));
  }

  @Test
  void aCollectorThatIsChosenIsTheOnlyOne() throws Exception {
    writeArguments();
    for (String variable : List.of("NOISETTE_JAVA_OPTS", "_JAVA_OPTIONS")) {
      String told = run(Map.of(variable, "-XX:+UseParallelGC"));
      assertFalse(told.contains("UseSerialGC"), told);
    }
    assertTrue(run(Map.of()).contains("-XX:+UseSerialGC"));
  }

  @Test
  void aLinkToTheDirectoryOfTheScriptLeadsToItsLibraries() throws Exception {
    writeArguments();
    Path link = Files.createSymbolicLink(java.resolve("link"), SCRIPT.getParent());
    String told = run(Map.of(), "/bin/sh", link.resolve("noisette").toString(), "version");
    Path home = SCRIPT.getParent().getParent().toRealPath();
    assertTrue(told.contains(" -cp " + home + "/lib/* "), told);
  }

  @Test
  void aColonInThePathIsRefused() throws Exception {
    Path bin = Files.createDirectories(java.resolve("a:b/bin"));
    Path script = Files.copy(SCRIPT, bin.resolve("noisette"));
    String told = run(2, Map.of(), "/bin/sh", script.toString(), "version");
    assertTrue(told.contains("has a colon") && told.lines().count() == 1, told);
  }

  /** Otherwise the class archive would appear wherever the user is. */
  @Test
  void aRelativeCacheDirectoryIsIgnored() throws Exception {
    writeArguments();
    Path home = Files.createDirectory(java.resolve("home"));
    String relative = java.getFileName().toString();
    Map<String, String> variables = Map.of("HOME", home.toString(), "XDG_CACHE_HOME", relative);
    run(variables, "/bin/sh", SCRIPT.toString(), "--help");
    assertTrue(Files.isDirectory(home.resolve(".cache/noisette")));
    assertFalse(Files.exists(Path.of(relative)));
  }

  /** The JVM would open a file of its own under the number of standard input. */
  @Test
  void javaGetsAnEmptyInputForAClosedOne() throws Exception {
    Files.writeString(java.resolve("bin/java"), "#!/bin/sh\ncat\necho end of input\n");
    String closed = "exec /bin/sh \"$0\" version <&-";
    assertEquals("end of input\n", run(Map.of(), "/bin/sh", "-c", closed, SCRIPT.toString()));
  }

  private void writeArguments() throws IOException {
    Files.writeString(java.resolve("bin/java"), "#!/bin/sh\necho \"$@\"\n");
  }

  private String run(Map<String, String> variables) throws IOException, InterruptedException {
    return run(variables, "/bin/sh", SCRIPT.toString(), "version");
  }

  private String run(Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    return run(0, variables, command);
  }

  private String run(int exitCode, Map<String, String> variables, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("LC_") || name.startsWith("LANG"));
    environment.putAll(variables);
    environment.put("JAVA_HOME", java.toString());
    Process process = builder.redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(exitCode, process.waitFor(), told);
    return told;
  }
}
