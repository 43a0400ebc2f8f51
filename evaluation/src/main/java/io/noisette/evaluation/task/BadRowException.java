package io.noisette.evaluation.task;

import java.io.Serial;

/** Thrown for a row of a data file that cannot be read; the message says why. */
final class BadRowException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  BadRowException(String why) {
    super(why);
  }
}
