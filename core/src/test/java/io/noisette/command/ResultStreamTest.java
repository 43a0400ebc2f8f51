package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.settings.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultStreamTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"print --code 0", "print --help", "--help", "--version", "help print"})
  void resultsThatAreNotWrittenAreAFailure(String line) {
    assertEquals(1, run("No space left on device", line));
    assertEquals(
        "noisette: the results could not be written to standard output: No space left on device\n",
        err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void inJsonLogsToo() {
    assertEquals(1, run("No space left on device", "print --code 0 --log-format json"));
    assertTrue(err.toString(StandardCharsets.UTF_8).startsWith("{\"level\":\"error\""));
  }

  @Test
  void theExitCodeOfAFailureStays() {
    assertEquals(7, run("No space left on device", "print --code 7"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Broken pipe", "Connection reset by peer"})
  void aReaderMayLeaveEarly(String reason) {
    assertEquals(0, run(reason, "print --code 0"));
    assertEquals(0, run(reason, "--help"));
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aTerminalIsToldNothingByData() {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(new PrintableStream(terminal), true, StandardCharsets.UTF_8);
    out.print("caf\u00E9\t\u00A0\u4E16 \uD83D\uDE00\n\u001B[2J\r\u0007\u007F");
    out.print('\u009B');
    out.println("31m");
    assertEquals(
        "caf\u00E9\t\u00A0\u4E16 \uD83D\uDE00\n\uFFFD[2J\uFFFD\uFFFD\uFFFD\uFFFD31m\n",
        terminal.toString(StandardCharsets.UTF_8));
  }

  private int run(String reason, String line) {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int value) throws IOException {
            throw new IOException(reason);
          }
        };
    PrintStream messages = new PrintStream(err, true, StandardCharsets.UTF_8);
    Streams streams = new Streams(ResultStream.of(failing), messages, 0);
    return new CommandRunner(Map.of("print", new Print()), streams)
        .execute(List.of(line.split(" ", -1)));
  }

  /** Settings of a verb that prints and ends with a code. */
  record Code(@Setting(help = "exit code") int code) {}

  private static final class Print implements Command<Code> {

    @Override
    public String getSummary() {
      return "Print a line";
    }

    @Override
    public Topic getTopic() {
      return Topic.DATA;
    }

    @Override
    public Class<Code> getSettingsType() {
      return Code.class;
    }

    @Override
    public int execute(Code settings, Console console) {
      console.out().println("a result");
      return settings.code();
    }
  }
}
