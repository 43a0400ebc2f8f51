package io.noisette.evaluation;

/** How results are written: a table for people, or a JSON object a line. */
public enum EvaluationFormat {
  TEXT,
  JSON
}
