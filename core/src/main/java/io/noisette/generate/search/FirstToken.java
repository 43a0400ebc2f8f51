package io.noisette.generate.search;

/** What the first token of a target counts in its score. */
public enum FirstToken {
  /** Its log-probability, like that of any other token. */
  SCORED,
  /** Nothing, because generation forces it: only the length counts it. */
  FORCED
}
