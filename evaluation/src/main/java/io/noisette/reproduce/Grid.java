package io.noisette.reproduce;

import java.util.List;

/**
 * A table of texts, which every format can show.
 *
 * @param labels how many columns at the left name the row
 */
record Grid(List<String> headings, int labels, List<List<String>> rows) {

  Grid {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }
}
