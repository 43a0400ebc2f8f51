package io.noisette.testing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.noisette.command.Console;
import java.io.IOException;

/** Interrupts of a thread that works, as {@code ExecutorService.shutdownNow} makes them. */
public final class Interrupts {

  private Interrupts() {}

  /** Work that reports its progress, and goes on where it was interrupted. */
  @FunctionalInterface
  public interface Work {
    /** Works until the end or an interrupt, and leaves the thread interrupted. */
    void run(Console console) throws IOException;
  }

  /**
   * Runs work again and again, first with a thread that is interrupted already, then interrupted at
   * a later report of its progress each time, until it ends undisturbed. All that follows an
   * interrupt, such as the opening of files, is done by a thread that is interrupted.
   *
   * @return number of interrupts
   * @throws IOException if the work fails because of an interrupt
   */
  public static int repeat(Work work) throws IOException {
    int interrupts = 1;
    Thread.currentThread().interrupt();
    work.run(new StepConsole(done -> {}));
    assertTrue(Thread.interrupted(), "the thread was no longer interrupted");
    for (int moment = 1; ; moment += 1 + moment / 2) {
      int[] left = {moment};
      work.run(
          new StepConsole(
              done -> {
                left[0]--;
                if (left[0] == 0) {
                  Thread.currentThread().interrupt();
                }
              }));
      if (!Thread.interrupted()) {
        return interrupts;
      }
      interrupts++;
    }
  }
}
