package io.noisette.distillation.dataset.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.distillation.dataset.SetDescription;
import io.noisette.distillation.unroll.SyntheticData;
import io.noisette.engine.Parameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Real texts in place of the synthetic ones of a set.
 *
 * @param description of the set
 * @param steps matrices of the texts of each step, those of class 0 first
 */
record RealSet(SetDescription description, List<List<double[]>> steps) {

  RealSet {
    steps = List.copyOf(steps);
  }

  /** Returns the texts for as many steps as the set has, at one rate. */
  SyntheticData toData(NDManager owner, double rate) {
    int rows = description.countRows();
    int classes = description.labels().size();
    int size = description.length() * description.wordSize();
    List<NDArray> texts = new ArrayList<>();
    List<NDArray> labels = new ArrayList<>();
    for (List<double[]> step : steps) {
      float[] values = new float[rows * size];
      float[] ofClasses = new float[rows * classes];
      for (int row = 0; row < rows; row++) {
        for (int i = 0; i < size; i++) {
          values[row * size + i] = (float) step.get(row)[i];
        }
        ofClasses[row * classes + description.labelOf(row)] = 1;
      }
      Shape shape = new Shape(rows, description.length(), description.wordSize());
      texts.add(Parameters.copy(owner, shape, values));
      labels.add(Parameters.copy(owner, new Shape(rows, classes), ofClasses));
    }
    int count = description.steps() * description.epochs();
    return new SyntheticData(texts, labels, Collections.nCopies(count, rate));
  }
}
