package io.noisette.seq2seq.data;

/** Reasons why a row gives no pair of texts. */
enum RowFault {
  OTHER_WIDTH("another number of columns than the first row"),
  NO_COLUMN("no such column as the first row has"),
  NO_TEXT("a source or target that is neither a text nor a list of texts"),
  EMPTY_SOURCE("an empty source"),
  EMPTY_TARGET("an empty target");

  private final String description;

  RowFault(String description) {
    this.description = description;
  }

  /** Returns what the row has, as the object of a sentence. */
  String getDescription() {
    return description;
  }
}
