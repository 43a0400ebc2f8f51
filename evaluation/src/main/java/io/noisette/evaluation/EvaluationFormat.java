package io.noisette.evaluation;

/** Output formats of {@code evaluate}: an aligned table, or one JSON object per line. */
public enum EvaluationFormat {
  TEXT,
  JSON
}
