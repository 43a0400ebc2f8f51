package io.noisette.distillation.loss;

import java.util.Map;

/**
 * What a student minimizes, and what the log tells of it.
 *
 * @param temperature T of the soft term
 * @param terms weights of both terms
 * @param figures metrics of a step
 */
public record StudentGoal(double temperature, TermWeights terms, TermFigures figures) {

  /** Names the terms of a step's loss for the log. */
  @FunctionalInterface
  public interface TermFigures {

    /**
     * Returns the metrics of a step by name.
     *
     * @param soft mean of the soft term over all texts of the step, without its weight
     * @param hard mean of the hard term over its labelled texts, without its weight
     */
    Map<String, Double> of(double soft, double hard);
  }
}
