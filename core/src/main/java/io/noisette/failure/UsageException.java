package io.noisette.failure;

/** A setting, argument or input path that the user has to mend: exit code 2. */
public class UsageException extends RuntimeException {

  public UsageException(String message) {
    super(message);
  }

  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
