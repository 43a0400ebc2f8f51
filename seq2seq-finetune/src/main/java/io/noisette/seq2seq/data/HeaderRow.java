package io.noisette.seq2seq.data;

/** Whether the first row of a CSV or TSV file holds the names of the columns. */
public enum HeaderRow {
  /** In CSV yes; in TSV if it holds the names of the chosen columns or of a known data set. */
  AUTO,
  /** The first row is a header. */
  YES,
  /** The first row is data. */
  NO
}
