package io.noisette.seq2seq.data;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reader of the rows of a data file, or of two parallel files. */
interface RowReader extends AutoCloseable {

  /** Returns the names of the columns in order; columns without names are called 1, 2, …. */
  List<String> getColumns();

  /** Returns the next row, or null after the last one. */
  @Nullable TextRow read() throws IOException;

  /** Returns one line about the format of the file, such as {@code TSV without header}. */
  String describe();

  /** Returns the place of a row in messages, such as {@code train.csv:17}. */
  String describePlace(long line);

  /** Returns the number of bytes read so far; of gzip files, compressed bytes. */
  long getBytesRead();

  /** Returns the SHA-256 of each file by its path, once the last row has been read. */
  Map<String, String> getDigests();

  @Override
  void close() throws IOException;
}
