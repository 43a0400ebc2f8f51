package io.noisette.reproduce;

import java.io.Serial;

/** Thrown for a run that fails because of its own settings or data; other runs may succeed. */
final class NoResultException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1;

  NoResultException(RuntimeException cause) {
    super(cause.getMessage(), cause);
  }
}
