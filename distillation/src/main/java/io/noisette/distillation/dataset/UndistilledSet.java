package io.noisette.distillation.dataset;

import ai.djl.ndarray.types.Shape;
import io.noisette.distillation.unroll.LearnedRate;
import io.noisette.random.Mix;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Values of a set before the first outer step. */
final class UndistilledSet {

  private static final int PURPOSE = 0x726f7773;

  private final SetDescription set;
  private final List<Shape> shapes;

  /**
   * Creates the values.
   *
   * @param shapes of synthetic texts, labels and raw rates
   */
  UndistilledSet(SetDescription set, List<Shape> shapes) {
    this.set = set;
    this.shapes = List.copyOf(shapes);
  }

  /** Draws normal vectors with mean and standard deviation of each dimension of the words. */
  float[] drawRows(WordTable table) {
    float[] values = new float[Math.toIntExact(shapes.get(0).size())];
    int size = set.wordSize();
    double[] means = IntStream.range(0, size).mapToDouble(table::mean).toArray();
    double[] deviations = IntStream.range(0, size).mapToDouble(table::deviation).toArray();
    SplittableRandom random = new SplittableRandom(Mix.of(set.seed(), PURPOSE));
    for (int i = 0; i < values.length; i++) {
      int dimension = i % size;
      values[i] = (float) (means[dimension] + deviations[dimension] * random.nextGaussian());
    }
    return values;
  }

  /** Returns labels of one class each, as many for every class. */
  float[] toOneHotLabels() {
    int classes = set.labels().size();
    float[] values = new float[Math.toIntExact(shapes.get(1).size())];
    for (int row = 0; row < values.length / classes; row++) {
      values[row * classes + set.labelOf(row % set.countRows())] = 1;
    }
    return values;
  }

  /** Returns the raw numbers of one rate for all steps. */
  float[] toRawRates(double rate) {
    float[] raw = new float[Math.toIntExact(shapes.get(2).size())];
    Arrays.fill(raw, (float) LearnedRate.toRaw(rate));
    return raw;
  }
}
