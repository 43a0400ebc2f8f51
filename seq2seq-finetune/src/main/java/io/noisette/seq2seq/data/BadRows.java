package io.noisette.seq2seq.data;

/** What happens with rows that give no pair of texts. */
public enum BadRows {
  /** They are an error. */
  REFUSE,
  /** They are left out, counted and reported. */
  SKIP
}
