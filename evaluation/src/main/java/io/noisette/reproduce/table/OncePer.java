package io.noisette.reproduce.table;

import java.util.Locale;

/** How often a stage is run: cells in the same row, column or table can share one run. */
public enum OncePer {
  /** One run for each cell and seed. */
  CELL,
  /** One run for each row and seed; all columns of the row use it. */
  ROW_AND_SEED,
  /** The stage runs once for each row of the table; all columns and seeds use that run. */
  ROW,
  /** The stage runs once for each column of the table; all rows and seeds use that run. */
  COLUMN,
  /** A single run for the whole table. */
  TABLE;

  /** Returns whether runs of different rows differ. */
  boolean hasRow() {
    return this == CELL || this == ROW_AND_SEED || this == ROW;
  }

  /** Returns whether runs of different columns differ. */
  boolean hasColumn() {
    return this == CELL || this == COLUMN;
  }

  /** Returns whether runs of different seeds differ. */
  public boolean hasSeed() {
    return this == CELL || this == ROW_AND_SEED;
  }

  /** Returns whether each run of this has a single run of the other, whose output it can take. */
  boolean canTakeFrom(OncePer other) {
    return (hasRow() || !other.hasRow())
        && (hasColumn() || !other.hasColumn())
        && (hasSeed() || !other.hasSeed());
  }

  /** Returns the spelling in table files, such as {@code row}. */
  public String getName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
