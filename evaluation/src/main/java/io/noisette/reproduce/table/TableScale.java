package io.noisette.reproduce.table;

import java.util.Locale;

/** Scales of a reproduction: how many rows, seeds and training steps are measured. */
public enum TableScale {
  /** A few steps of one or two rows, to check that everything runs. */
  SMOKE,
  /** Small models within hours on two cores, for the questions of the paper. */
  DESK,
  /** The setup of the paper. */
  PAPER;

  /** Returns the spelling in table files and on the command line, such as {@code smoke}. */
  public String getName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
