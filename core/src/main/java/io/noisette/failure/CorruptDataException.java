package io.noisette.failure;

/** A file whose content is not what its format or its digest promises: exit code 3. */
public final class CorruptDataException extends RuntimeException {

  public CorruptDataException(String message) {
    super(message);
  }

  public CorruptDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
