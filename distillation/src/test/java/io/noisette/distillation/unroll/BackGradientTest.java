package io.noisette.distillation.unroll;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Torch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The acceptance checks of docs/papers.md 7.4 that are about gradients, in double precision. */
final class BackGradientTest {

  private static final int SIZE = 3;
  private static final int ROWS = 2;

  private static NDManager manager;
  private static NetworkKernels linear;
  private static NetworkKernels tanh;

  @BeforeAll
  static void compile() {
    manager = Torch.newManager("cpu");
    linear = NetworkKernels.ofLeastSquares(manager);
    tanh = new NetworkKernels(manager, BackGradientTest.class, "TanhKernels", Map.of());
  }

  @AfterAll
  static void close() {
    tanh.close();
    linear.close();
    manager.close();
  }

  @Test
  void theWorkedExampleOfOneNumberHolds() {
    SyntheticData data =
        new SyntheticData(
            List.of(array(new Shape(1, 1), 2)), List.of(array(new Shape(1), 3)), List.of(0.1));
    List<NDArray> real = List.of(array(new Shape(1, 1), 1), array(new Shape(1), 1));
    BackGradient.Gradient gradient =
        new BackGradient(linear)
            .differentiate(manager, data, List.of(array(new Shape(1), 0.5)), real);
    assertEquals(0.9, number(gradient.trained().parameters().get(0)), 1e-15);
    assertEquals(0.005, gradient.loss(), 1e-15);
    assertEquals(-0.4, gradient.rates().get(0), 1e-14);
    assertEquals(-0.01, number(gradient.rows().get(0)), 1e-15);
    assertEquals(-0.02, number(gradient.labels().get(0)), 1e-15);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "10, 1", "1, 3", "2, 2"})
  void gradientsAreThoseOfFiniteDifferences(int steps, int epochs) {
    Problem problem = new Problem(steps, epochs);
    BackGradient.Gradient gradient = problem.differentiate(problem.values);
    double[] flat = problem.flatten(gradient);
    double step = 1e-5;
    for (int i = 0; i < flat.length; i++) {
      double[] up = problem.values.clone();
      double[] down = problem.values.clone();
      up[i] += step;
      down[i] -= step;
      double difference =
          (problem.differentiate(up).loss() - problem.differentiate(down).loss()) / (2 * step);
      assertEquals(difference, flat[i], 1e-4 * Math.abs(difference) + 1e-10, "value " + i);
    }
  }

  @Test
  void aRateOfZeroTrainsNothingAndHasNoGradientForRows() {
    Problem problem = new Problem(3, 1);
    Arrays.fill(problem.values, problem.values.length - 3, problem.values.length, 0);
    BackGradient.Gradient gradient = problem.differentiate(problem.values);
    List<NDArray> end = gradient.trained().parameters();
    for (int i = 0; i < end.size(); i++) {
      assertArrayEquals(problem.start.get(i).toDoubleArray(), end.get(i).toDoubleArray());
    }
    for (NDArray rows : gradient.rows()) {
      assertTrue(Arrays.stream(rows.toDoubleArray()).allMatch(value -> value == 0));
    }
    assertTrue(gradient.rates().stream().allMatch(value -> value != 0));
  }

  /** M = D rows c I with labels c theta*, at the rate D / c². */
  @Test
  void theLinearCaseReachesItsClosedFormFromEveryStart() {
    double c = 2;
    double[] wanted = {1.5, -0.25, 0.75, 3};
    int size = wanted.length;
    double[] rows = new double[size * size];
    for (int i = 0; i < size; i++) {
      rows[i * size + i] = c;
    }
    SyntheticData data =
        new SyntheticData(
            List.of(array(new Shape(size, size), rows)),
            List.of(array(new Shape(size), Arrays.stream(wanted).map(x -> c * x).toArray())),
            List.of(size / (c * c)));
    for (int seed = 0; seed < 5; seed++) {
      NDArray start = array(new Shape(size), normal(size, seed));
      BackGradient.Trained trained = new BackGradient(linear).train(manager, data, List.of(start));
      assertArrayEquals(wanted, trained.parameters().get(0).toDoubleArray(), 1e-10);
    }
  }

  @Test
  void eachStepOfEachEpochHasARateAndTheRowsAreShared() {
    Problem twice = new Problem(2, 2);
    BackGradient.Gradient gradient = twice.differentiate(twice.values);
    assertEquals(4, gradient.rates().size());
    assertEquals(2, gradient.rows().size());
    // The same steps, with rows of their own in the second epoch, whose gradients add up.
    Problem apart = twice.unrolled();
    BackGradient.Gradient parts = apart.differentiate(apart.values);
    for (int i = 0; i < 2; i++) {
      double[] sum = parts.rows().get(i).add(parts.rows().get(i + 2)).toDoubleArray();
      assertArrayEquals(sum, gradient.rows().get(i).toDoubleArray(), 1e-15);
    }
  }

  @Test
  void trainingAloneEndsWhereTheGradientDoes() {
    Problem problem = new Problem(3, 2);
    BackGradient.Trained trained = problem.differentiate(problem.values).trained();
    BackGradient.Trained alone =
        new BackGradient(tanh).train(manager, problem.toData(problem.values), problem.start);
    assertEquals(trained.losses(), alone.losses());
    for (int i = 0; i < problem.start.size(); i++) {
      assertArrayEquals(
          trained.parameters().get(i).toDoubleArray(), alone.parameters().get(i).toDoubleArray());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 1e-6, 1, 50})
  void aRateComesBackFromItsRawNumber(double rate) {
    assertEquals(rate, LearnedRate.of(LearnedRate.toRaw(rate)), 1e-12 * Math.max(1, rate));
    assertEquals(0.02, LearnedRate.of(Math.log(Math.exp(0.02) - 1)), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-700, -5, 0, 700})
  void ratesStayPositiveWhereverTheirRawNumbersGo(double raw) {
    assertTrue(LearnedRate.of(raw) > 0);
    double step = 1e-4;
    double difference = (LearnedRate.of(raw + step) - LearnedRate.of(raw - step)) / (2 * step);
    assertEquals(difference, LearnedRate.slope(raw), 1e-8);
  }

  /**
   * Training of the network of two layers on random rows, with all that is learned in one array.
   */
  private static final class Problem {
    private final int steps;
    private final int epochs;
    private final double[] values; // rows, labels, rates
    private final List<NDArray> start =
        List.of(array(new Shape(SIZE, 4), normal(12, 1)), array(new Shape(4), normal(4, 2)));
    private final List<NDArray> real =
        List.of(array(new Shape(5, SIZE), normal(15, 3)), array(new Shape(5), normal(5, 4)));

    Problem(int steps, int epochs) {
      this.steps = steps;
      this.epochs = epochs;
      values = normal(steps * ROWS * (SIZE + 1) + steps * epochs, 5);
      for (int i = values.length - steps * epochs; i < values.length; i++) {
        values[i] = 0.05 + 0.1 * Math.abs(values[i]);
      }
    }

    private Problem(int steps, double[] values) {
      this.steps = steps;
      epochs = 1;
      this.values = values;
    }

    /** Returns the same steps as one epoch. */
    Problem unrolled() {
      int rows = steps * ROWS * SIZE;
      int labels = steps * ROWS;
      double[] all = new double[epochs * (rows + labels) + steps * epochs];
      for (int epoch = 0; epoch < epochs; epoch++) {
        System.arraycopy(values, 0, all, epoch * rows, rows);
        System.arraycopy(values, rows, all, epochs * rows + epoch * labels, labels);
      }
      int rates = steps * epochs;
      System.arraycopy(values, rows + labels, all, all.length - rates, rates);
      return new Problem(rates, all);
    }

    SyntheticData toData(double[] all) {
      List<NDArray> rows = new ArrayList<>();
      List<NDArray> labels = new ArrayList<>();
      int size = ROWS * SIZE;
      for (int i = 0; i < steps; i++) {
        int at = steps * size + i * ROWS;
        double[] own = Arrays.copyOfRange(all, i * size, (i + 1) * size);
        rows.add(array(new Shape(ROWS, SIZE), own));
        labels.add(array(new Shape(ROWS), Arrays.copyOfRange(all, at, at + ROWS)));
      }
      DoubleStream rates = Arrays.stream(all, steps * (size + ROWS), all.length);
      return new SyntheticData(rows, labels, rates.boxed().toList());
    }

    BackGradient.Gradient differentiate(double[] all) {
      return new BackGradient(tanh).differentiate(manager, toData(all), start, real);
    }

    double[] flatten(BackGradient.Gradient gradient) {
      return Stream.of(
              gradient.rows().stream().flatMapToDouble(a -> Arrays.stream(a.toDoubleArray())),
              gradient.labels().stream().flatMapToDouble(a -> Arrays.stream(a.toDoubleArray())),
              gradient.rates().stream().mapToDouble(rate -> rate))
          .flatMapToDouble(part -> part)
          .toArray();
    }
  }

  private static double number(NDArray array) {
    return array.toDoubleArray()[0];
  }

  private static NDArray array(Shape shape, double... values) {
    return manager.create(values, shape);
  }

  private static double[] normal(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return DoubleStream.generate(random::nextGaussian).limit(count).toArray();
  }
}
