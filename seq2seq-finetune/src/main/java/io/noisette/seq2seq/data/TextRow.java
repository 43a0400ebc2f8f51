package io.noisette.seq2seq.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of a data file.
 *
 * @param line number of the line on which the row begins, from 1
 * @param cells texts of each column by its name; a cell is one text, or several if it is a list;
 *     null: something that is no text
 * @param fault why the row cannot be used, or null
 */
record TextRow(long line, Map<String, @Nullable List<String>> cells, @Nullable RowFault fault) {

  static TextRow ofFault(long line, RowFault fault) {
    return new TextRow(line, Map.of(), fault);
  }
}
