package io.noisette.distillation.specialist;

import java.util.List;
import java.util.TreeSet;

/**
 * Classes that a specialist tells apart; all others are its last class, the dustbin.
 *
 * @param subset class indices, ascending
 * @param classes number of all classes
 */
public record Specialist(List<Integer> subset, int classes) {

  public Specialist {
    subset = List.copyOf(subset);
    if (subset.isEmpty() || subset.size() >= classes) {
      throw new IllegalArgumentException(
          "subset must have some of the " + classes + " classes and not all, not " + subset);
    }
    if (!List.copyOf(new TreeSet<>(subset)).equals(subset)
        || subset.get(0) < 0
        || subset.get(subset.size() - 1) >= classes) {
      throw new IllegalArgumentException(
          "subset must be ascending class indices below " + classes + ", not " + subset);
    }
  }

  /** Returns the specialist's own index of a class; that of the dustbin if it is not special. */
  public int indexOf(int label) {
    int index = subset.indexOf(label);
    return index >= 0 ? index : subset.size();
  }

  /** Adds up the probabilities of the classes outside the subset in the dustbin. */
  public double[] collect(double[] probabilities) {
    double[] collected = new double[subset.size() + 1];
    for (int label = 0; label < probabilities.length; label++) {
      collected[indexOf(label)] += probabilities[label];
    }
    return collected;
  }

  /**
   * Returns what is to be added to the dustbin's logit of a specialist that saw its subset more
   * often than it occurs, so that its probabilities are those under the true prior.
   *
   * @param subsetShare share of the subset in the true data
   * @param trainingShare share of the subset in the training batches
   */
  public static double dustbinCorrection(double subsetShare, double trainingShare) {
    return Math.log(trainingShare / (1 - trainingShare) * (1 - subsetShare) / subsetShare);
  }
}
