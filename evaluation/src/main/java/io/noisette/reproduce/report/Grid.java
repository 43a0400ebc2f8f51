package io.noisette.reproduce.report;

import java.util.List;

/**
 * A table of texts, which every format can show.
 *
 * @param labels how many columns at the left name the row
 */
public record Grid(List<String> headings, int labels, List<List<String>> rows) {

  public Grid {
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }
}
