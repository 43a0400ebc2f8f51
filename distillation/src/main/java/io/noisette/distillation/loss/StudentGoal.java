package io.noisette.distillation.loss;

import io.noisette.adversary.AdversarySettings;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a student minimizes, and what the log tells of it.
 *
 * @param temperature T of the soft term
 * @param terms weights of both terms
 * @param figures metrics of a step
 * @param adversary adversarial training, or null
 */
public record StudentGoal(
    double temperature,
    TermWeights terms,
    TermFigures figures,
    @Nullable AdversarySettings adversary) {

  /** Creates a goal without adversarial training. */
  public StudentGoal(double temperature, TermWeights terms, TermFigures figures) {
    this(temperature, terms, figures, null);
  }

  /** Returns a copy with adversarial training. */
  public StudentGoal withAdversary(AdversarySettings settings) {
    return new StudentGoal(temperature, terms, figures, settings);
  }

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
