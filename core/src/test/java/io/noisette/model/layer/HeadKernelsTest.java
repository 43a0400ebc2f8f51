package io.noisette.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.DropoutMasks;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads and their losses equal the equations, one DJL operation after the other. */
final class HeadKernelsTest {

  private static final int D = 6;
  private static final int LABELS = 3;
  private static final long[] ROWS = {0, 4, 5};
  private static final Map<String, String> CLASSIFIER = Map.of("dense", "dense", "out", "scores");

  @AutoClose private final NDManager manager = Torch.newManager("cpu");
  private final DropoutMasks masks = new DropoutMasks(0.25);
  @AutoClose private final HeadKernels kernels = new HeadKernels(manager, masks.getScale());

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theClassifierIsTheEquation(boolean dropout) {
    compare(
        dropout,
        (p, hidden) -> kernels.classify(hidden, ROWS, masks, kernels.classifierOf(CLASSIFIER, p)),
        (p, hidden) -> scores(p, drop(rows(hidden, ROWS))));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thePooledClassifierHasNoFirstDropout(boolean dropout) {
    compare(
        dropout,
        (p, hidden) ->
            kernels.classifyPooled(hidden, ROWS, masks, kernels.classifierOf(CLASSIFIER, p)),
        (p, hidden) -> scores(p, rows(hidden, ROWS)));
  }

  @Test
  void spansAreALinearLayerOfEveryToken() {
    compare(
        false,
        (p, hidden) -> kernels.tokens(hidden, kernels.linearOf("spans", p)),
        (p, hidden) -> linear(hidden, p, "spans"));
  }

  @Test
  void crossEntropyIsTheEquation() {
    long[] labels = {2, 0, 0, 1, 2, 1, 0};
    compare(
        false,
        (p, hidden) -> kernels.crossEntropy(linear(hidden, p, "scores"), labels),
        (p, hidden) -> {
          NDArray own = manager.create(labels).oneHot(LABELS);
          return linear(hidden, p, "scores").logSoftmax(1).mul(own).sum().neg();
        });
  }

  @Test
  void theSquaredErrorIsTheEquation() {
    float[] targets = {1, 0, -2, 3, 0.5f, 0, 1};
    compare(
        false,
        (p, hidden) -> kernels.squaredError(linear(hidden, p, "value"), targets),
        (p, hidden) ->
            linear(hidden, p, "value").flatten().sub(manager.create(targets)).square().sum());
  }

  /** Texts of 4 and 3 tokens; the second has no start. */
  @Test
  void theLossOfSpansIsHalfTheSumOfBothWithinEachText() {
    long[] starts = {1, -1};
    long[] ends = {3, 2};
    NDArray lengths = manager.create(new long[] {4, 3});
    compare(
        false,
        (p, hidden) -> kernels.spanLoss(linear(hidden, p, "spans"), lengths, starts, ends),
        (p, hidden) -> {
          NDArray scores = linear(hidden, p, "spans");
          NDArray first = scores.get(new NDIndex("0:4")).logSoftmax(0);
          NDArray second = scores.get(new NDIndex("4:7")).logSoftmax(0);
          NDArray sum = first.get(1, 0).add(first.get(3, 1)).add(second.get(2, 1));
          return sum.div(-2);
        });
  }

  /** An output as a function of parameters and hidden states, (7, d). */
  @FunctionalInterface
  private interface Head {
    NDArray of(Parameters parameters, NDArray hidden);
  }

  private void compare(boolean dropout, Head kernel, Head equation) {
    List<NDArray> expected = run(dropout, equation);
    List<NDArray> actual = run(dropout, kernel);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      String what = i == 0 ? "output" : "gradient " + i;
      Closeness.assertClose(what, expected.get(i), actual.get(i));
    }
  }

  /** The output, and all gradients for a random output gradient. */
  private List<NDArray> run(boolean dropout, Head head) {
    SplittableRandom random = new SplittableRandom(3);
    Function<Shape, float[]> draw =
        shape -> {
          float[] values = new float[(int) shape.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
          }
          return values;
        };
    Parameters parameters = new Parameters(manager);
    Map.of("dense", D, "scores", LABELS, "value", 1, "spans", 2).entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            layer -> {
              Shape weight = new Shape(layer.getValue(), D);
              Shape bias = new Shape(layer.getValue());
              parameters.add(layer.getKey() + ".weight", weight, draw.apply(weight));
              parameters.add(layer.getKey() + ".bias", bias, draw.apply(bias));
            });
    Shape tokens = new Shape(7, D);
    NDArray hidden = Parameters.copy(manager, tokens, draw.apply(tokens));
    hidden.setRequiresGradient(true);
    if (dropout) {
      masks.start(5);
    } else {
      masks.startWithout();
    }
    NDArray output = Autograd.recorded(() -> head.of(parameters, hidden));
    Shape shape = output.getShape();
    Autograd.backward(output, Parameters.copy(manager, shape, draw.apply(shape)));
    List<NDArray> results = new ArrayList<>(List.of(output, hidden.getGradient()));
    results.addAll(parameters.getGradients(parameters.getTrainedNames()));
    return results;
  }

  private NDArray scores(Parameters p, NDArray x) {
    return linear(drop(linear(x, p, "dense").tanh()), p, "scores");
  }

  private NDArray drop(NDArray x) {
    NDArray mask = masks.next(manager, x.getShape().get(0), x.getShape().get(1));
    NDArray kept = mask.toType(DataType.FLOAT32, true);
    return mask.size() == 0 ? x : x.mul(kept).mul(masks.getScale());
  }

  private static NDArray linear(NDArray x, Parameters p, String name) {
    return x.matMul(p.get(name + ".weight").transpose()).add(p.get(name + ".bias"));
  }

  private NDArray rows(NDArray hidden, long[] rows) {
    return manager.create(rows).oneHot((int) hidden.getShape().get(0)).matMul(hidden);
  }
}
