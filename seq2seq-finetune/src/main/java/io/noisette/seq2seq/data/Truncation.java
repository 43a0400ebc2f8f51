package io.noisette.seq2seq.data;

/** What happens with sources and targets that are longer than the limits. */
public enum Truncation {
  /** They are an error. */
  REFUSE,
  /** Their ends are cut off, and their number and share of tokens are reported. */
  CUT
}
