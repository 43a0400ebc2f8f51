package io.noisette.distillation.loss;

import io.noisette.classify.Logits;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What a student is trained towards, computed once from the logits of one or several teachers.
 *
 * @param mean how several teachers are combined
 * @param temperature T by which all logits are divided
 * @param shares weight of each teacher; they add up to 1
 */
public record SoftTargets(EnsembleMean mean, double temperature, List<Double> shares) {

  public SoftTargets {
    shares = List.copyOf(shares);
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException(
          "temperature must be a positive number, not " + temperature);
    }
    if (shares.isEmpty()) {
      throw new IllegalArgumentException("shares must contain the share of at least one teacher");
    }
  }

  /** Returns the targets of teachers that count equally. */
  public static SoftTargets equal(EnsembleMean mean, double temperature, int teachers) {
    return weighted(mean, temperature, Collections.nCopies(teachers, 1.0));
  }

  /**
   * Returns the targets of teachers with weights, which are divided by their sum.
   *
   * @throws IllegalArgumentException if a weight is negative or all are 0
   */
  public static SoftTargets weighted(EnsembleMean mean, double temperature, List<Double> weights) {
    double sum = weights.stream().mapToDouble(weight -> weight).sum();
    if (weights.stream().anyMatch(weight -> !(weight >= 0)) || !(sum > 0)) {
      throw new IllegalArgumentException(
          "the weights of the teachers must not be negative or all 0, not " + weights);
    }
    return new SoftTargets(
        mean, temperature, weights.stream().map(weight -> weight / sum).toList());
  }

  /**
   * Computes the probabilities at the temperature that a student is to have.
   *
   * @param logits of each teacher, (rows, classes) row by row
   * @param classes number of classes
   * @return (rows, classes) row by row
   */
  public double[] ofLogits(List<float[]> logits, int classes) {
    double[] targets = new double[requireEqualSizes(logits)];
    double[][] softened = new double[shares.size()][classes];
    double[] share = shares.stream().mapToDouble(one -> one).toArray();
    double[] row = new double[classes];
    for (int start = 0; start < targets.length; start += classes) {
      for (int teacher = 0; teacher < softened.length; teacher++) {
        for (int i = 0; i < classes; i++) {
          softened[teacher][i] = logits.get(teacher)[start + i] / temperature;
        }
      }
      mean.combine(softened, share, row);
      System.arraycopy(row, 0, targets, start, classes);
    }
    return targets;
  }

  /**
   * Computes the likeliest class of each row as a distribution: 1 for the class, 0 for the others.
   * The lowest of equally likely classes wins.
   *
   * @param logits of each teacher, (rows, classes) row by row
   * @param classes number of classes
   * @return (rows, classes) row by row
   */
  public double[] ofLikeliest(List<float[]> logits, int classes) {
    double[] targets = ofLogits(logits, classes);
    for (int start = 0; start < targets.length; start += classes) {
      int best = Logits.argmax(targets, start, classes);
      Arrays.fill(targets, start, start + classes, 0);
      targets[start + best] = 1;
    }
    return targets;
  }

  /**
   * Computes the scores that the student of a regression is to predict: the mean of the teachers'.
   *
   * @param scores of each teacher, one per row
   */
  public double[] ofScores(List<float[]> scores) {
    double[] targets = new double[requireEqualSizes(scores)];
    for (int teacher = 0; teacher < scores.size(); teacher++) {
      for (int row = 0; row < targets.length; row++) {
        targets[row] += shares.get(teacher) * scores.get(teacher)[row];
      }
    }
    return targets;
  }

  private int requireEqualSizes(List<float[]> ofTeachers) {
    int size = ofTeachers.isEmpty() ? 0 : ofTeachers.get(0).length;
    if (ofTeachers.size() != shares.size()
        || ofTeachers.stream().anyMatch(scores -> scores.length != size)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "logits must be those of %d teachers for the same rows", shares.size()));
    }
    return size;
  }
}
