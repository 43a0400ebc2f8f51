package io.noisette.failure;

/** Thrown if the user has to correct a setting, an argument or an input path: exit code 2. */
public class UsageException extends RuntimeException {

  /** Creates an exception whose message names the setting, the value and the remedy. */
  public UsageException(String message) {
    super(message);
  }

  /** Creates an exception with a cause, which is not shown to the user. */
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
