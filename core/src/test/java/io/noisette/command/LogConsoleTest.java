package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogConsoleTest {

  @Test
  void messagesAndTheEndOfWorkAreLogged() {
    PrintStream stderr = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
    try {
      LogConsole console = new LogConsole();
      console.info("a {} message");
      console.warn("a warning");
      try (Progress progress = console.progress("work", 3, "things")) {
        progress.update(3, "");
      }
    } finally {
      System.setErr(stderr);
    }
    List<String> lines = log.toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(3, lines.size(), lines.toString());
    assertEquals("[main] INFO io.noisette - a {} message", lines.get(0));
    assertEquals("[main] WARN io.noisette - a warning", lines.get(1));
    assertTrue(
        lines.get(2).startsWith("[main] INFO io.noisette - work: 3 things in "), lines.get(2));
  }
}
