package io.noisette.failure;

/** Thrown if a run cannot continue although its settings are right: exit code 1. */
public final class RunFailedException extends RuntimeException {

  public RunFailedException(String message) {
    super(message);
  }

  public RunFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
