package io.noisette.evaluation.task;

import java.util.Locale;

/** Splits of a data set. */
public enum Split {
  TRAIN,
  DEV,
  /** Test split, for submissions; labels may be missing. */
  TEST;

  /** Returns the name of the split on the command line, such as {@code dev}. */
  public String getName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
