package io.noisette.evaluation.task;

import java.io.Serial;

/** A row that cannot be read, and why. */
final class BadRowException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  BadRowException(String why) {
    super(why);
  }
}
