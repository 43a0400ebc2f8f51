package io.noisette.failure;

/** Another process works in a directory: wait for it, or take another one. */
public final class InUseException extends UsageException {

  public InUseException(String message) {
    super(message);
  }
}
