package io.noisette.command;

import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Request to stop long work at its next safe point, made when the user presses Ctrl-C or the system
 * terminates the process.
 *
 * <pre>{@code
 * try (StopSignal stop = StopSignal.listen(() -> console.info("stopping after this step"))) {
 *   while (step < steps && !stop.isRequested()) { … }
 *   save();
 * }
 * }</pre>
 *
 * <p>It is a shutdown hook that waits for {@link #close}. The JVM then ends at once with 130 for
 * SIGINT and 143 for SIGTERM, so everything must be printed before. Without a listening StopSignal,
 * a signal ends the process immediately.
 */
public final class StopSignal implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread hook;
  private volatile boolean requested;

  /** Creates a signal that is only set by {@link #request}, for use as a library. */
  public StopSignal() {}

  /**
   * Creates a signal that is set when the process is asked to terminate.
   *
   * @param announce called once, on another thread, when the signal arrives
   */
  public static StopSignal listen(Runnable announce) {
    StopSignal stop = new StopSignal();
    stop.hook = new Thread(() -> stop.requestAndWait(announce), "stop-signal");
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  /**
   * Creates a signal for training runs, which tells the user that the run will stop after the
   * current step and save it.
   */
  public static StopSignal listenInTraining(Console console) {
    return listen(() -> console.info("stopping after the current step, which will be saved"));
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

  /** Requests the stop, from any thread. */
  public void request() {
    requested = true;
  }

  /** Returns true if a stop has been requested. */
  public boolean isRequested() {
    return requested;
  }

  /** Stops listening, and ends the process if a signal has arrived. */
  @Override
  public void close() {
    if (hook != null && !requested) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        requested = true; // a signal has just arrived, and the hook is running
      }
    }
    closed.countDown();
  }
}
