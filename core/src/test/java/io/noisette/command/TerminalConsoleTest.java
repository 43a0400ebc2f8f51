package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalConsoleTest {

  private static final int NO_TERMINAL = 0;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long now;

  @Test
  void resultsGoToStdoutAndTheRestToStderr() {
    Console console = console(NO_TERMINAL, OutputFormat.TEXT);
    console.out().println("Ergebnis: ü");
    console.info("hello");
    console.warn("look");
    assertEquals("Ergebnis: ü\n", text(out));
    assertEquals("hello\nwarning: look\n", text(err));
  }

  @Test
  void jsonLogsHaveOneObjectALine() {
    Console console = console(80, OutputFormat.JSON);
    console.info("a \"b\"\nc");
    try (Progress progress = console.progress("train", 40, "steps")) {
      seconds(10);
      progress.update(10, "loss 4.31");
      seconds(10);
    }
    assertEquals(
        """
        {"level":"info","message":"a \\"b\\"\\nc"}
        {"level":"progress","what":"train","done":10,"total":40,"unit":"steps",\
        "per_second":1.0,"seconds_left":30.0,"detail":"loss 4.31"}
        {"level":"progress","what":"train","done":10,"total":40,"unit":"steps",\
        "per_second":0.5,"seconds_left":60.0,"detail":"loss 4.31"}
        """,
        text(err));
  }

  @Test
  void withoutATerminalProgressIsAPlainLineNowAndThen() {
    Console console = console(NO_TERMINAL, OutputFormat.TEXT);
    try (Progress progress = console.progress("prepare", 100_000, "lines")) {
      for (int i = 0; i <= 300; i++) {
        progress.update(i * 100L, "");
        seconds(0.1);
      }
    }
    assertEquals(
        """
        prepare: 10,000 of 100,000 lines (10 %), 1,000 lines/s, 1 min 30 s left
        prepare: 20,000 of 100,000 lines (20 %), 1,000 lines/s, 1 min 20 s left
        prepare: 30,000 of 100,000 lines (30 %), 1,000 lines/s, 1 min 10 s left
        prepare: 30,000 of 100,000 lines (30 %) in 30 s, 997 lines/s
        """,
        text(err));
  }

  @Test
  void theWorkOfTheFirstMomentCounts() {
    Console console = console(NO_TERMINAL, OutputFormat.TEXT);
    try (Progress progress = console.progress("prepare", 1000, "bytes")) {
      progress.update(900, "");
      seconds(1);
      progress.update(1000, "");
    }
    assertEquals("prepare: 1,000 bytes in 1 s, 1,000 bytes/s\n", text(err));
  }

  @Test
  void whatAResumedRunDidBeforeDoesNotCountAsFast() {
    Console console = console(NO_TERMINAL, OutputFormat.TEXT);
    try (Progress progress = console.progress("train", 1000, "steps")) {
      progress.resume(900);
      seconds(10);
      progress.update(910, "");
      seconds(90);
      progress.update(1000, "loss 2.75");
    }
    assertEquals(
        """
        train: 910 of 1,000 steps (91 %), 1.00 steps/s, 1 min 30 s left
        train: 1,000 steps, 1.00 steps/s, 0 s left, loss 2.75
        train: 1,000 steps in 1 min 40 s, 1.00 steps/s, loss 2.75
        """,
        text(err));
  }

  @Test
  void onATerminalABarIsDrawnInPlaceAndGivesWayToLines() {
    Console console = console(56, OutputFormat.TEXT);
    Progress progress = console.progress("train", 10, "steps");
    seconds(5);
    progress.update(5, "loss 4.31 and much more than fits");
    console.info("saved");
    progress.close();
    String erase = "\r\033[K";
    assertEquals(
        "train [##########----------]  50 %  1.00 steps/s  5 s l"
            + erase
            + "saved\ntrain: 5 of 10 steps (50 %) in 5 s, 1.00 steps/s, "
            + "loss 4.31 and much more than fits\n",
        text(err));
  }

  @Test
  void whatAFileHoldsDoesNotSteerTheTerminal() {
    console(80, OutputFormat.TEXT).info("a\u001b[2Jb\u009bc\rd\te\nf");
    assertEquals("a\uFFFD[2Jb\uFFFDc\uFFFDd\te\nf\n", text(err));
  }

  @Test
  void silenceIsBrokenOnATerminalUntilThereIsNews() {
    TerminalConsole console = console(80, OutputFormat.TEXT);
    console.info("opening the model");
    seconds(7);
    console.breakSilence();
    seconds(2);
    console.breakSilence();
    console.out().println("a result");
    seconds(8);
    console.breakSilence();
    console.endSilence();
    console.breakSilence();
    String erase = "\r\033[K";
    assertEquals(
        "opening the model\nstill working, 9 s since the last news"
            + erase
            + "still working, 8 s since the last news"
            + erase,
        text(err));
    assertEquals("a result\n", text(out));
  }

  @Test
  void aBarThatStandsStillIsToldFromOneThatMoves() {
    TerminalConsole console = console(70, OutputFormat.TEXT);
    Progress progress = console.progress("train", 10, "steps");
    seconds(5);
    progress.update(5, "");
    seconds(60);
    console.breakSilence();
    String erase = "\r\033[K";
    assertEquals(
        "train [##########----------]  50 %  1.00 steps/s  5 s left"
            + erase
            + "still working, 1 min 0 s since the last news: train [##########------",
        text(err));
  }

  @Test
  void onlyATerminalIsWatched() {
    assertTrue(console(80, OutputFormat.TEXT).isWatched());
    assertFalse(console(NO_TERMINAL, OutputFormat.TEXT).isWatched());
    assertFalse(console(80, OutputFormat.JSON).isWatched());
  }

  private TerminalConsole console(int columns, OutputFormat format) {
    Streams streams =
        new Streams(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            columns);
    return new TerminalConsole(streams, format, () -> now);
  }

  private void seconds(double seconds) {
    now += Math.round(seconds * 1e9);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
