package io.noisette.distillation.dataset.evaluation;

import io.noisette.evaluation.metric.Spread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of the networks of a row.
 *
 * @param values of the task's metric, one per network
 * @param attackSuccess share of the attacked class that is mistaken, one per network; empty without
 *     an attack
 * @param rate chosen learning rate, or null if there was no choice
 */
record RowResult(List<Double> values, List<Double> attackSuccess, @Nullable Double rate) {

  RowResult {
    values = List.copyOf(values);
    attackSuccess = List.copyOf(attackSuccess);
  }

  static RowResult of(List<Double> values) {
    return new RowResult(values, List.of(), null);
  }

  /** Returns the result of a row of which a network diverged: it has no value. */
  static RowResult ofDiverged(boolean isAttack) {
    List<Double> none = List.of(Double.NaN);
    return new RowResult(none, isAttack ? none : List.of(), null);
  }

  double getMean() {
    return mean(values);
  }

  double getAttackSuccess() {
    return mean(attackSuccess);
  }

  /** Returns the standard deviation with divisor n - 1; null for one network. */
  @Nullable Double findDeviation() {
    return Spread.of(values).sd();
  }

  private static double mean(List<Double> numbers) {
    return numbers.stream().mapToDouble(number -> number).average().orElse(Double.NaN);
  }
}
