package io.noisette.evaluation.task;

import java.util.Locale;

/** Splits of a data set. */
public enum Split {
  TRAIN,
  DEV,
  /** For submissions; labels may be missing. */
  TEST;

  public String getName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
