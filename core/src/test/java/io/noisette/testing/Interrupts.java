package io.noisette.testing;

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
   * Runs work again and again, each time interrupted at a later report of its progress, until it
   * ends undisturbed.
   *
   * @return number of interrupts
   * @throws IOException if the work fails because of an interrupt
   */
  public static int repeat(Work work) throws IOException {
    int interrupts = 0;
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
