package io.noisette.evaluation.task.row;

import java.io.Serial;

/** Thrown for a row of a data file that cannot be read; the message says why. */
public final class BadRowException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public BadRowException(String why) {
    super(why);
  }
}
