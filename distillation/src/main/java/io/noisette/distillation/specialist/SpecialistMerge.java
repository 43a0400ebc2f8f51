package io.noisette.distillation.specialist;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The distribution q that minimizes KL(generalist || q) plus the sum over the specialists of
 * KL(specialist || q with the classes outside its subset added up) (docs/papers.md 5.2).
 *
 * <p>Each round shares every dustbin's mass out over the classes outside the subset in proportion
 * to q. It lowers the objective, and the error falls by M / (1 + M) a round or faster. One
 * specialist takes one round.
 */
public final class SpecialistMerge {

  private static final int MOST_ROUNDS = 20_000;
  private static final double SETTLED = 1e-17;
  private static final double ROUNDING = 1e-13; // below, a change may never become smaller

  private final double[] generalist;
  private final List<Opinion> opinions = new ArrayList<>();

  /** Starts with the generalist's probabilities of all classes. */
  public SpecialistMerge(double[] generalist) {
    this.generalist = generalist.clone();
  }

  /**
   * Adds a specialist.
   *
   * @param probabilities of the classes of its subset, then of the dustbin
   */
  public SpecialistMerge with(Specialist specialist, double[] probabilities) {
    if (specialist.classes() != generalist.length
        || probabilities.length != specialist.subset().size() + 1) {
      throw new IllegalArgumentException(
          "probabilities must be those of the subset and the dustbin, "
              + (specialist.subset().size() + 1)
              + ", not "
              + probabilities.length);
    }
    opinions.add(new Opinion(specialist, probabilities));
    return this;
  }

  /** Computes q; without specialists, it is the generalist's distribution. */
  public double[] findMinimum() {
    double[] q = generalist.clone();
    double before = Double.POSITIVE_INFINITY;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] next = improve(q);
      double change = 0;
      for (int i = 0; i < q.length; i++) {
        change = Math.max(change, Math.abs(next[i] - q[i]));
      }
      if (change < SETTLED || (change < ROUNDING && change >= before)) {
        return next;
      }
      before = change;
      q = next;
    }
    return q;
  }

  /** Computes the sum of divergences of a distribution, in nats. */
  public double measure(double[] q) {
    double sum = 0;
    for (int i = 0; i < q.length; i++) {
      sum += divergence(generalist[i], q[i]);
    }
    for (Opinion opinion : opinions) {
      double[] seen = opinion.collect(q);
      for (int i = 0; i < seen.length; i++) {
        sum += divergence(opinion.probabilities[i], seen[i]);
      }
    }
    return sum;
  }

  private double[] improve(double[] q) {
    double[] total = generalist.clone();
    for (Opinion opinion : opinions) {
      double outside = opinion.collect(q)[opinion.dustbin];
      for (int label = 0; label < q.length; label++) {
        int own = opinion.indices[label];
        double probability = opinion.probabilities[own];
        if (own < opinion.dustbin) {
          total[label] += probability;
        } else if (probability > 0) {
          total[label] += probability * q[label] / outside;
        }
      }
    }
    for (int label = 0; label < q.length; label++) {
      total[label] /= 1 + opinions.size();
    }
    return total;
  }

  private static double divergence(double p, double q) {
    return p == 0 ? 0 : p * Math.log(p / q);
  }

  /** Probabilities of a specialist, with its own index of each class looked up once. */
  private static final class Opinion {
    final int[] indices;
    final double[] probabilities;
    final int dustbin;

    Opinion(Specialist specialist, double[] probabilities) {
      indices = IntStream.range(0, specialist.classes()).map(specialist::indexOf).toArray();
      this.probabilities = probabilities.clone();
      dustbin = probabilities.length - 1;
    }

    /** Adds up the probabilities of the classes outside the subset in the dustbin. */
    double[] collect(double[] q) {
      double[] collected = new double[probabilities.length];
      for (int label = 0; label < q.length; label++) {
        collected[indices[label]] += q[label];
      }
      return collected;
    }
  }
}
