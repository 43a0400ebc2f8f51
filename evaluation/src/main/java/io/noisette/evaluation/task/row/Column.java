package io.noisette.evaluation.task.row;

import java.util.List;

/**
 * Column of a data file, found by name or by number.
 *
 * @param names accepted names in a header or keys in a JSON object, in order of preference
 * @param number column number from 1, for files without a header; 0: found by name only
 */
public record Column(List<String> names, int number) {

  public Column {
    names = List.copyOf(names);
    if (number < 0 || (names.isEmpty() && number == 0)) {
      throw new IllegalArgumentException(
          "a column must be given by name or by a number of at least 1, not by " + number);
    }
  }

  /** Creates a column that has one of the given names in the header. */
  public static Column named(String... names) {
    return new Column(List.of(names), 0);
  }

  /** Parses a column: a number counted from 1, or a name. */
  public static Column parse(String text) {
    boolean isNumber = text.matches("[1-9]\\d{0,5}");
    return isNumber ? new Column(List.of(), Integer.parseInt(text)) : named(text);
  }

  /** Returns the index of the column in a row, from 0, or -1 if the row has no such column. */
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

  /** Returns a description of the column for error messages. */
  @Override
  public String toString() {
    String numbered = number == 0 ? "" : "number " + number;
    String named = String.join(" or ", names);
    return named + (named.isEmpty() || number == 0 ? "" : ", ") + numbered;
  }
}
