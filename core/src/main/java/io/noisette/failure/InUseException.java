package io.noisette.failure;

/**
 * Thrown if another process is working in the directory; the user can wait for it, or choose
 * another directory.
 */
public final class InUseException extends UsageException {

  public InUseException(String message) {
    super(message);
  }
}
