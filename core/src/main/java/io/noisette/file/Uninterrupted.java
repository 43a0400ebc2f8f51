package io.noisette.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Work on files that an interrupt of the thread does not break off.
 *
 * <p>The JDK closes a {@link java.nio.channels.FileChannel} when the thread that uses it is
 * interrupted. For training an interrupt is a request to stop and save, so the thread stays
 * interrupted, and the next safe point sees it. Streams of files, such as those of {@link
 * java.nio.file.Files#newInputStream}, are not closed by interrupts and need nothing of this.
 */
public final class Uninterrupted {

  /** Whether an interrupt has been taken from the thread, which it gets back after the work. */
  private static final ThreadLocal<Boolean> HELD = ThreadLocal.withInitial(() -> false);

  private Uninterrupted() {}

  /** Returns whether the calling thread is interrupted, also within work of this class. */
  public static boolean isInterrupted() {
    return Thread.currentThread().isInterrupted() || HELD.get();
  }

  /** Work on files with a result. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    /** Does the work from its beginning; channels that it opens it also closes. */
    T getResult() throws IOException;
  }

  /** Work on files without a result. */
  @FunctionalInterface
  public interface Action {
    /** Does the work from its beginning; channels that it opens it also closes. */
    void perform() throws IOException;
  }

  /**
   * Returns the result of work that can be repeated: it begins again if an interrupt closes its
   * channel.
   */
  public static <T extends @Nullable Object> T call(Work<T> work) throws IOException {
    boolean heldBefore = HELD.get();
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        HELD.set(heldBefore || interrupted);
        try {
          return work.getResult();
        } catch (ClosedByInterruptException e) {
          interrupted = true;
          Thread.interrupted(); // clears the flag, with which the next channel would close too
        }
      }
    } finally {
      HELD.set(heldBefore);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Does work that can be repeated: it begins again if an interrupt closes its channel. */
  public static void perform(Action work) throws IOException {
    Uninterrupted.<@Nullable Void>call(
        () -> {
          work.perform();
          return null;
        });
  }

  /**
   * Returns the result of work that cannot be repeated, done by another thread, which nobody
   * interrupts.
   */
  public static <T> T callElsewhere(Work<T> work) throws IOException {
    try {
      return CompletableFuture.supplyAsync(
              () -> {
                try {
                  return work.getResult();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure.getCause();
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
