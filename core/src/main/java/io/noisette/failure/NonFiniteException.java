package io.noisette.failure;

/** Thrown if a loss or gradient is NaN or infinite: exit code 4. */
public final class NonFiniteException extends RuntimeException {

  /** Creates an exception whose message names the value that is not finite, and the step. */
  public NonFiniteException(String message) {
    super(message);
  }

  /** Creates an exception with a cause, which is not shown to the user. */
  public NonFiniteException(String message, Throwable cause) {
    super(message, cause);
  }
}
