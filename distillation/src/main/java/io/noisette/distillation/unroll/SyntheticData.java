package io.noisette.distillation.unroll;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * Synthetic rows of several steps of gradient descent, gone through once per epoch.
 *
 * @param rows of each step, (rows, …)
 * @param labels of each step: weights of the classes, (rows, classes), or scores, (rows)
 * @param rates learning rate of each step of each epoch
 */
public record SyntheticData(List<NDArray> rows, List<NDArray> labels, List<Double> rates) {

  public SyntheticData {
    rows = List.copyOf(rows);
    labels = List.copyOf(labels);
    rates = List.copyOf(rates);
    if (rows.isEmpty() || rows.size() != labels.size() || rates.size() % rows.size() != 0) {
      throw new IllegalArgumentException(
          "rows, labels and rates must be of as many steps, not "
              + List.of(rows.size(), labels.size(), rates.size()));
    }
  }

  /** Returns the number of steps of all epochs. */
  public int countSteps() {
    return rates.size();
  }

  NDArray rowsAt(int step) {
    return rows.get(step % rows.size());
  }

  NDArray labelsAt(int step) {
    return labels.get(step % rows.size());
  }

  /** Returns the rate of a step as a scalar of the type of the rows. */
  NDArray rateAt(NDManager owner, int step) {
    return owner.create(rates.get(step)).toType(rows.get(0).getDataType(), false);
  }
}
