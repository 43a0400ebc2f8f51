package io.noisette.evaluation;

/** What the settings record of a task of {@code evaluate} implements by having that component. */
public interface EvaluationConfig {
  EvaluationSettings evaluation();
}
