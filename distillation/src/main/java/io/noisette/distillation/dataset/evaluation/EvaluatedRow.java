package io.noisette.distillation.dataset.evaluation;

import java.io.IOException;

/**
 * A row of the table.
 *
 * @param name what the networks were trained on, and how
 * @param measurement trains and measures the networks
 */
record EvaluatedRow(String name, Measurement measurement) {

  /** Training and measurement of the networks of a row. */
  @FunctionalInterface
  interface Measurement {
    RowResult measure() throws IOException;
  }

  RowResult measure() throws IOException {
    return measurement.measure();
  }
}
