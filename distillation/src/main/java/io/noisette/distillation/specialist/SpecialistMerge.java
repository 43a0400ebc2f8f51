package io.noisette.distillation.specialist;

import java.util.ArrayList;
import java.util.List;

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

  private record Opinion(Specialist specialist, List<Double> probabilities) {
    double dustbin() {
      return probabilities.get(probabilities.size() - 1);
    }
  }

  /** Starts with the generalist's probabilities of all classes. */
  public SpecialistMerge(double[] generalist) {
    this.generalist = generalist.clone();
  }

  /**
   * Adds a specialist.
   *
   * @param probabilities of the classes of its subset, then of the dustbin
   */
  public SpecialistMerge with(Specialist specialist, List<Double> probabilities) {
    if (specialist.classes() != generalist.length
        || probabilities.size() != specialist.subset().size() + 1) {
      throw new IllegalArgumentException(
          "probabilities must be those of the subset and the dustbin, "
              + (specialist.subset().size() + 1)
              + ", not "
              + probabilities.size());
    }
    opinions.add(new Opinion(specialist, List.copyOf(probabilities)));
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
      double[] seen = opinion.specialist.collect(q);
      for (int i = 0; i < seen.length; i++) {
        sum += divergence(opinion.probabilities.get(i), seen[i]);
      }
    }
    return sum;
  }

  private double[] improve(double[] q) {
    double[] total = generalist.clone();
    for (Opinion opinion : opinions) {
      Specialist specialist = opinion.specialist;
      double[] seen = specialist.collect(q);
      double outside = seen[seen.length - 1];
      for (int label = 0; label < q.length; label++) {
        int own = specialist.indexOf(label);
        if (own < specialist.subset().size()) {
          total[label] += opinion.probabilities.get(own);
        } else if (opinion.dustbin() > 0) {
          total[label] += opinion.dustbin() * q[label] / outside;
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
}
