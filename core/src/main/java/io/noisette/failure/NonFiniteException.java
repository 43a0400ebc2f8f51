package io.noisette.failure;

/** Thrown if a loss or gradient is NaN or infinite: exit code 4. */
public final class NonFiniteException extends RuntimeException {

  public NonFiniteException(String message) {
    super(message);
  }

  public NonFiniteException(String message, Throwable cause) {
    super(message, cause);
  }
}
