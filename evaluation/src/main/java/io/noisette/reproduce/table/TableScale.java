package io.noisette.reproduce.table;

import java.util.Locale;

/** How much of a table is measured. */
public enum TableScale {
  /** A few steps: whether it runs at all. */
  SMOKE,
  /** What two cores can do in hours: small models, the questions of the paper. */
  DESK,
  /** As the paper did it. */
  PAPER;

  /** As tables and options spell it. */
  public String getName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
