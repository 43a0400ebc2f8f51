package io.noisette.failure;

/** Thrown if the content of a file does not match its format or its digest: exit code 3. */
public final class CorruptDataException extends RuntimeException {

  /** Creates an exception whose message names the file and what is wrong with it. */
  public CorruptDataException(String message) {
    super(message);
  }

  /** Creates an exception with a cause, which is not shown to the user. */
  public CorruptDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
