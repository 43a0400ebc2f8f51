package io.noisette.failure;

/**
 * Thrown if another process is working in the directory; the user can wait for it, or choose
 * another directory.
 */
public final class InUseException extends UsageException {

  /** Creates an exception whose message names the directory and the process that works in it. */
  public InUseException(String message) {
    super(message);
  }
}
