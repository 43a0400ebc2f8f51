package io.noisette.reproduce.report;

import java.util.List;

/**
 * A table of text cells with headings, independent of the output format.
 *
 * @param labels number of columns at the left that label the row
 */
public record Grid(List<String> headings, int labels, List<List<String>> rows) {

  public Grid {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Returns whether the table has no rows. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }
}
