package io.noisette.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.noisette.command.OutputFormat;
import io.noisette.testing.RecordingConsole;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

final class DoctorCommandTest {

  private final RecordingConsole console = new RecordingConsole();

  @Test
  void allIsWellHere() throws IOException {
    int exitCode = new DoctorCommand().execute(new DoctorConfig(OutputFormat.JSON), console);
    JsonObject report = JsonParser.parseString(console.text()).getAsJsonObject();
    JsonObject checks = report.getAsJsonObject("checks");
    assertEquals(
        List.of(
            "java",
            "platform",
            "processor",
            "memory",
            "disk",
            "cache",
            "temporary",
            "libtorch",
            "tokenizers",
            "threads",
            "product",
            "kernel",
            "gpu"),
        List.copyOf(checks.keySet()));
    for (String name : List.of("platform", "libtorch", "tokenizers", "product", "kernel")) {
      JsonObject check = checks.getAsJsonObject(name);
      assertEquals(Set.of("verdict", "text", "remedy", "facts"), check.keySet());
      assertFalse(check.get("verdict").getAsString().equals("problem"), console.text());
    }
    assertTrue(
        checks.getAsJsonObject("threads").getAsJsonObject("facts").get("intra-op").getAsInt() > 0);
    assertEquals(report.get("verdict").getAsString().equals("problem") ? 1 : 0, exitCode);
  }

  @Test
  void aNoteIsNoProblem() throws IOException {
    assertEquals(0, doctor(() -> Finding.note("old", "buy a new one")));
    assertEquals(
        "note     first       old\n                     → buy a new one\n", console.text());
    assertEquals(List.of("no problems found"), console.messages());
  }

  @Test
  void aProblemIsExitCodeOne() throws IOException {
    assertEquals(
        1, doctor(() -> Finding.ok("well"), () -> Finding.problem("broken", "mend the pipe")));
    assertEquals(
        """
        ok       first       well
        problem  second      broken
                             → mend the pipe
        """,
        console.text());
    assertEquals(List.of("problems found: 1"), console.messages());
  }

  @Test
  void aCheckThatThrowsIsAProblemOnOneLine() throws IOException {
    int exitCode =
        doctor(
            () -> {
              throw new UnsatisfiedLinkError(
                  "libtorch.so: version `GLIBC_2.28' not found\n(required by libc10.so)");
            },
            () -> {
              throw new NoClassDefFoundError();
            },
            () -> {
              throw new IOException("lost", new AccessDeniedException("/cache"));
            });
    assertEquals(1, exitCode);
    assertEquals(6, console.text().lines().count(), console.text());
    assertTrue(
        console
            .text()
            .startsWith(
                """
                problem  first       libtorch.so: version `GLIBC_2.28' not found (required by libc10.so)
                                     → the libraries need glibc 2.34 or later\
                """),
        console.text());
    assertTrue(console.text().contains("second      NoClassDefFoundError\n"), console.text());
    assertTrue(console.text().contains("third       lost: /cache\n"), console.text());
  }

  @SafeVarargs
  private int doctor(Callable<Finding>... examinations) throws IOException {
    List<String> names = List.of("first", "second", "third").subList(0, examinations.length);
    DoctorCommand command =
        new DoctorCommand(
            () ->
                names.stream()
                    .map(name -> check(name, examinations[names.indexOf(name)]))
                    .toList());
    return command.execute(new DoctorConfig(OutputFormat.TEXT), console);
  }

  private static Check check(String name, Callable<Finding> examination) {
    return new Check() {
      @Override
      public String getName() {
        return name;
      }

      @Override
      public Finding examine() throws Exception {
        return examination.call();
      }
    };
  }
}
