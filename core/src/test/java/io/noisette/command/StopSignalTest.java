package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StopSignalTest {

  @Test
  void itIsRequestedOnceAskedFor() {
    try (StopSignal stop = new StopSignal()) {
      assertFalse(stop.isRequested());
      stop.request();
      assertTrue(stop.isRequested());
    }
  }

  @Test
  void aListenerThatIsClosedNoLongerHoldsTheProcess() {
    StopSignal stop = StopSignal.listen(() -> {}, line -> {});
    stop.close();
    assertFalse(stop.isRequested());
    stop.close();
  }

  @Test
  void aProcessThatIsAskedToEndSavesFirstAndEndsWithTheCodeOfTheSignal() throws Exception {
    Process process = start();
    try (BufferedReader lines = process.inputReader()) {
      assertEquals("working", lines.readLine());
      process.toHandle().destroy(); // SIGTERM; the process's own method would close the pipe
      assertEquals("stopping", lines.readLine());
      assertEquals("saved", lines.readLine());
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(143, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aSecondSignalEndsTheProcessAtOnceAndSaysWhatIsLost() throws Exception {
    Process process = start("stubborn");
    try (BufferedReader lines = process.inputReader()) {
      assertEquals("working", lines.readLine());
      process.toHandle().destroy();
      assertEquals("stopping", lines.readLine());
      process.toHandle().destroy();
      assertEquals("ended at once by a second signal; lost: all", lines.readLine());
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
      assertEquals(143, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aSignalBeforeIsARequestToo() throws Exception {
    Process process = start("late");
    try (BufferedReader lines = process.inputReader()) {
      assertEquals("requested: true", lines.readLine());
      assertTrue(process.waitFor(30, TimeUnit.SECONDS));
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    List<String> words = new ArrayList<>(List.of(java, "-cp", classPath, Worker.class.getName()));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Works until it is told to stop, then takes a moment to save. */
  static final class Worker {

    private Worker() {}

    public static void main(String[] arguments) throws InterruptedException {
      if (List.of(arguments).contains("late")) {
        Runtime.getRuntime().addShutdownHook(new Thread(Worker::listenWhileEnding));
        return;
      }
      try (StopSignal stop = StopSignal.listen(() -> print("stopping"), Worker::print)) {
        stop.setLoss(() -> "lost: all");
        System.out.println("working");
        while (!stop.isRequested() || arguments.length > 0) {
          Thread.sleep(5);
        }
        Thread.sleep(300);
        System.out.println("saved");
      }
      System.exit(0);
    }

    private static void print(String line) {
      System.out.println(line);
    }

    private static void listenWhileEnding() {
      try (StopSignal stop = StopSignal.listen(() -> {}, line -> {})) {
        System.out.println("requested: " + stop.isRequested());
      }
    }
  }
}
