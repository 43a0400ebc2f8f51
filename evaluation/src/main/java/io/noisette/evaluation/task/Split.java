package io.noisette.evaluation.task;

import java.util.Locale;

/** What the examples of a file are for. */
public enum Split {
  TRAIN,
  DEV,
  /** For submissions: it may have no labels. */
  TEST;

  public String getName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
