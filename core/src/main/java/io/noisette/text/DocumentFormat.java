package io.noisette.text;

/** Rule by which a text file is split into documents. */
public enum DocumentFormat {
  /** The first of jsonl, title, blank-line and line that fits the start of the file. */
  AUTO,
  /** A document starts at a line {@code = Title =}, which is its first sentence. */
  TITLE,
  /** Documents are separated by blank lines. */
  BLANK_LINE,
  /** Each line is a document. */
  LINE,
  /** Each line is a JSON object whose key {@code text} holds a document. */
  JSONL
}
