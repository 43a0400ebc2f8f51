package io.noisette.command;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Request to stop long work at its next safe point, made when the user presses Ctrl-C or the system
 * terminates the process.
 *
 * <pre>{@code
 * try (StopSignal stop = StopSignal.listen(console, "stopping after this step")) {
 *   while (step < steps && !stop.isRequested()) { … }
 *   save();
 * }
 * }</pre>
 *
 * <p>It is a shutdown hook that waits for {@link #close}. The JVM then ends at once with 130 for
 * SIGINT and 143 for SIGTERM, so everything must be printed before. A second signal does not wait:
 * it ends the process and says what is lost. Without a listening StopSignal, a signal ends the
 * process immediately.
 */
public final class StopSignal implements AutoCloseable {

  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Thread hook;
  private volatile boolean requested;
  private volatile Supplier<String> loss = () -> "unfinished work is lost";

  /** Creates a signal that is only set by {@link #request}, for use as a library. */
  public StopSignal() {}

  /**
   * Creates a signal that is set, and announced on the console, when the process is asked to
   * terminate.
   *
   * @param announcement what the user is told, once, when the signal arrives
   */
  public static StopSignal listen(Console console, String announcement) {
    return listen(() -> console.info(announcement), console::warn);
  }

  /**
   * Creates a signal that is set when the process is asked to terminate; {@code announce} is called
   * then, and {@code lastWords} gets a line if a second request ends the process at once.
   *
   * @param announce called once, on another thread, when the signal arrives
   * @param lastWords receives a line if a second signal ends the process at once
   */
  public static StopSignal listen(Runnable announce, Consumer<String> lastWords) {
    StopSignal stop = new StopSignal();
    stop.hook = new Thread(() -> stop.requestAndWait(announce, lastWords), "stop-signal");
    try {
      Runtime.getRuntime().addShutdownHook(stop.hook);
    } catch (IllegalStateException e) {
      stop.request(); // a signal arrived before, and nobody waits for this work
    }
    return stop;
  }

  /**
   * Creates a signal for training runs, which tells the user that the run will stop after the
   * current step and save it.
   */
  public static StopSignal listenInTraining(Console console) {
    return listen(console, "stopping after the current step, which will be saved");
  }

  private void requestAndWait(Runnable announce, Consumer<String> lastWords) {
    request();
    SecondSignal.handle(() -> lastWords.accept("ended at once by a second signal; " + loss.get()));
    announce.run();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sets the source of the text that tells the user what is lost if a second signal ends the
   * process at once.
   *
   * @param loss called on another thread, in any state of the work
   */
  public void setLoss(Supplier<String> loss) {
    this.loss = loss;
  }

  /** Requests the stop, from any thread. */
  public void request() {
    requested = true;
  }

  /** Returns true if a stop has been requested, or the calling thread is interrupted. */
  public boolean isRequested() {
    return requested || Thread.currentThread().isInterrupted();
  }

  /** Stops listening, and ends the process if a signal has arrived. */
  @Override
  public void close() {
    if (hook != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        requested = true; // a signal has just arrived, and the hook is running
      }
    }
    closed.countDown();
  }
}
