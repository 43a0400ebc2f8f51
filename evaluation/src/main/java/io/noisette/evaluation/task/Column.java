package io.noisette.evaluation.task;

import java.util.List;

/**
 * Where a value stands in a row.
 *
 * @param names it may have in a header or in a JSON object, likeliest first
 * @param number of a column, from 1, where columns have no names; 0: it has a name everywhere
 */
public record Column(List<String> names, int number) {

  public Column {
    names = List.copyOf(names);
    if (number < 0 || (names.isEmpty() && number == 0)) {
      throw new IllegalArgumentException("a column is a name or a number from 1 on");
    }
  }

  public static Column named(String... names) {
    return new Column(List.of(names), 0);
  }

  /** A number from 1 on, or a name. */
  public static Column parse(String text) {
    boolean isNumber = text.matches("[1-9]\\d{0,5}");
    return isNumber ? new Column(List.of(), Integer.parseInt(text)) : named(text);
  }

  /** Its place in a row, from 0; -1 if the row has none. */
  int findIn(List<String> header, int width) {
    if (names.isEmpty() || header.isEmpty()) {
      return number <= width ? number - 1 : -1;
    }
    return names.stream()
        .mapToInt(header::indexOf)
        .filter(place -> place >= 0)
        .findFirst()
        .orElse(-1);
  }

  /** As a message calls it. */
  @Override
  public String toString() {
    String numbered = number == 0 ? "" : "number " + number;
    String named = String.join(" or ", names);
    return named + (named.isEmpty() || number == 0 ? "" : ", ") + numbered;
  }
}
