package io.noisette.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
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
    StopSignal stop = StopSignal.listen(() -> {});
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

  private static Process start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    return new ProcessBuilder(java, "-cp", classPath, Worker.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Works until it is told to stop, then takes a moment to save. */
  static final class Worker {

    private Worker() {}

    public static void main(String[] arguments) throws InterruptedException {
      try (StopSignal stop = StopSignal.listen(() -> System.out.println("stopping"))) {
        System.out.println("working");
        while (!stop.isRequested()) {
          Thread.sleep(5);
        }
        Thread.sleep(300);
        System.out.println("saved");
      }
      System.exit(0);
    }
  }
}
