package io.noisette.failure;

/** Thrown if a run cannot continue although its settings are right: exit code 1. */
public final class RunFailedException extends RuntimeException {

  /** Creates an exception whose message says why the run cannot continue. */
  public RunFailedException(String message) {
    super(message);
  }

  /** Creates an exception with a cause, which is not shown to the user. */
  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
