package io.noisette.text;

/** How a text file is divided into documents. */
public enum DocumentFormat {
  /** The first of the others, in the order jsonl, title, blank-line, line, that the file fits. */
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
