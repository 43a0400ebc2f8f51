package io.noisette.distillation.unroll;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Torch;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Rows learned for random initial weights, in the linear case, where it is known what they can
 * reach (docs/papers.md 7.1): with as many rows as weights one step forgets every start.
 */
final class RandomStartTest {

  private static final int SIZE = 3;
  private static final int STARTS = 4; // per outer step
  private static final double OUTER_RATE = 0.4;
  private static final double RATE = 0.5;

  private static NDManager manager;
  private static NetworkKernels linear;

  @BeforeAll
  static void compile() {
    manager = Torch.newManager("cpu");
    linear = NetworkKernels.ofLeastSquares(manager);
  }

  @AfterAll
  static void close() {
    linear.close();
    manager.close();
  }

  @Test
  void asManyRowsAsWeightsAreLearnedForAllStarts() {
    assertEquals(0, learn(SIZE), 1e-4);
  }

  @Test
  void fewerRowsLeaveAPartOfTheStart() {
    double left = learn(SIZE - 1);
    assertTrue(left > 0.05 && left < 0.5, "loss " + left);
  }

  /** Learns rows and labels of one step, and returns the loss of the last outer steps. */
  private static double learn(int rows) {
    SplittableRandom random = new SplittableRandom(1);
    NDArray inputs = normal(random, 20, SIZE);
    NDArray wanted = manager.create(new double[] {1.5, -0.25, 0.75});
    List<NDArray> real = List.of(inputs, inputs.matMul(wanted));
    NDArray learned = normal(random, rows, SIZE);
    NDArray labels = normal(random, rows);
    BackGradient back = new BackGradient(linear);
    double last = 0;
    for (int step = 0; step < 200; step++) {
      try (NDManager scope = manager.newSubManager()) {
        SyntheticData data =
            new SyntheticData(
                List.of(learned.duplicate()), List.of(labels.duplicate()), List.of(RATE));
        for (int start = 0; start < STARTS; start++) {
          BackGradient.Gradient gradient =
              back.differentiate(scope, data, List.of(normal(random, SIZE)), real);
          learned.subi(gradient.rows().get(0).mul(OUTER_RATE / STARTS));
          labels.subi(gradient.labels().get(0).mul(OUTER_RATE / STARTS));
          last += step < 180 ? 0 : gradient.loss() / (20 * STARTS);
        }
      }
    }
    return last;
  }

  private static NDArray normal(SplittableRandom random, long... shape) {
    Shape whole = new Shape(shape);
    double[] values = DoubleStream.generate(random::nextGaussian).limit(whole.size()).toArray();
    return manager.create(values, whole);
  }
}
