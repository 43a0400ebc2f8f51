package io.noisette.command;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Lets long work end at a place of its choice when the user presses Ctrl-C or the system ends the
 * process.
 *
 * <pre>{@code
 * try (StopSignal stop = StopSignal.listen(() -> console.info("stopping after this step"))) {
 *   while (step < steps && !stop.isRequested()) { … }
 *   save();
 * }
 * }</pre>
 *
 * <p>It is a shutdown hook that waits for {@link #close}: the JVM itself then ends with 130 for
 * SIGINT and 143 for SIGTERM, at once, so the last words must be said before. Without a listening
 * StopSignal a signal ends the process immediately.
 */
public final class StopSignal implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread hook;
  private volatile boolean requested;

  /** A signal that only {@link #request} gives: for work inside another program. */
  public StopSignal() {}

  /**
   * A signal that the process gives.
   *
   * @param announce called once, on another thread, when the signal arrives
   */
  public static StopSignal listen(Runnable announce) {
    StopSignal stop = new StopSignal();
    stop.hook = new Thread(() -> stop.requestAndWait(announce), "stop-signal");
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  /** Listens as a training does: says that it ends after the step at hand, which is saved. */
  public static StopSignal listenInTraining(Console console) {
    return listen(() -> console.info("stopping after this step, then saving it"));
  }

  private void requestAndWait(Runnable announce) {
    request();
    announce.run();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public void request() {
    requested = true;
  }

  public boolean isRequested() {
    return requested;
  }

  /** Ends the listening, and the process if a signal came. */
  @Override
  public void close() {
    if (hook != null && !requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        requested = true; // the signal came just now: the hook is running
      }
    }
    closed.countDown();
  }
}
