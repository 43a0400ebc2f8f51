package io.noisette.evaluation;

/** A settings record that has the options shared by all tasks of {@code evaluate}. */
public interface EvaluationConfig {
  /** Returns the settings shared by all tasks of {@code evaluate}. */
  EvaluationSettings evaluation();
}
