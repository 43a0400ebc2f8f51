package io.noisette.failure;

/** Thrown if the content of a file does not match its format or its digest: exit code 3. */
public final class CorruptDataException extends RuntimeException {

  public CorruptDataException(String message) {
    super(message);
  }

  public CorruptDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
