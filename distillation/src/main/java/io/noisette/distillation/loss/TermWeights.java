package io.noisette.distillation.loss;

/**
 * Weights of the two terms of a student's loss, {@code hard * hard term + soft * soft term}. They
 * need not add up to 1.
 *
 * @param hard of the loss of the labels
 * @param soft of the divergence from the teachers, which contains T²
 */
public record TermWeights(double hard, double soft) {

  public TermWeights {
    requireWeight("hard", hard);
    requireWeight("soft", soft);
  }

  private static void requireWeight(String name, double weight) {
    if (!(weight >= 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          name + " must be a weight that is not negative, not " + weight);
    }
  }
}
