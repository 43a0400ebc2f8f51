package io.noisette.failure;

/** Thrown if the user has to correct a setting, an argument or an input path: exit code 2. */
public class UsageException extends RuntimeException {

  public UsageException(String message) {
    super(message);
  }

  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
