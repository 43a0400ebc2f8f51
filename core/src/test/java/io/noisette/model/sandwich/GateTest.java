package io.noisette.model.sandwich;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.PackedTokens;
import io.noisette.model.TrainingPass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks of docs/papers.md 4.4 that need no memory. */
final class GateTest {

  private static final int WIDTH = 256;

  private final SplittableRandom random = new SplittableRandom(5);
  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @CsvSource({"1,-0.5,2,0.856554", "1,-0.5,0,0.455295", "1,2,2,0.957427"})
  void theScalarVectorsOfTheNotes(float x, float y, float bias, float expected) {
    float[] out = join(Gate.GRU, new float[] {x}, new float[] {y}, () -> 0.5f, bias);
    assertEquals(expected, out[0], 1e-6);
  }

  @Test
  void aRecurrentGateLetsTheStreamPassAtFirst() {
    float[] x = values(20 * WIDTH, 1);
    float[] positive = values(20 * WIDTH, 1);
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(0, positive[i]);
    }
    for (float[] y : List.of(new float[x.length], positive)) {
      float[] out = join(Gate.GRU, x, y, () -> (float) (0.02 * random.nextGaussian()), 2);
      double difference = 0;
      double norm = 0;
      for (int i = 0; i < x.length; i++) {
        difference += Math.pow(out[i] - 0.8808 * x[i], 2);
        norm += Math.pow(x[i], 2);
      }
      double share = Math.sqrt(difference / norm);
      assertTrue(share > 0.02 && share < 0.1, "off by " + share);
    }
  }

  @Test
  void theBiasOfARecurrentGateOpensAndCloses() {
    float[] x = values(3 * WIDTH, 1);
    float[] y = values(3 * WIDTH, 1);
    float[] closed = join(Gate.GRU, x, y, () -> (float) (0.02 * random.nextGaussian()), 20);
    float[] half = join(Gate.GRU, x, y, () -> 0f, 0);
    for (int i = 0; i < x.length; i++) {
      assertEquals(x[i], closed[i], 1e-7 * Math.max(1, Math.abs(x[i])));
      assertEquals(0.5 * x[i], half[i], 1e-7);
    }
  }

  /** exp(-30) is below half of the spacing of fp32 at 1, so the gate is exactly closed. */
  @Test
  void aLargeBiasClosesARecurrentGateForGood() {
    float[] x = values(3 * WIDTH, 1);
    float[] y = values(3 * WIDTH, 1);
    float[] closed = join(Gate.GRU, x, y, () -> (float) (0.02 * random.nextGaussian()), 30);
    assertArrayEquals(x, closed, 1e-8f);
  }

  @Test
  void gatesWithoutWeightsMixByTheirBias() {
    float[] x = values(2 * WIDTH, 1);
    float[] y = values(2 * WIDTH, 1);
    float[] output = join(Gate.OUTPUT, x, y, () -> 0f, 1);
    float[] highway = join(Gate.HIGHWAY, x, y, () -> 0f, 1);
    for (int i = 0; i < x.length; i++) {
      assertEquals(x[i] + 0.268941 * y[i], output[i], 1e-5);
      assertEquals(0.731059 * x[i] + 0.268941 * y[i], highway[i], 1e-5);
    }
  }

  /** TrXL-I with sublayers that put out 0 is the identity. */
  @Test
  void withoutOutputTheStreamPassesUnchanged() {
    SandwichConfig config = SmallSandwiches.ADAPTIVE.with(it -> it.gate(Gate.ADDITION));
    PackedTokens tokens = SmallSandwiches.batch(config, 1, 9, 3).tokens();
    try (SandwichModel model = SmallSandwiches.create(manager, config)) {
      for (String name : model.getParameters().getNames()) {
        if (name.contains("out_proj") || name.contains("fc2")) {
          NDArray array = model.getParameters().get(name);
          Parameters.overwrite(array, new float[(int) array.size()]);
        }
      }
      assertArrayEquals(
          model.embed(manager, tokens).toFloatArray(),
          model.hidden(manager, tokens).toFloatArray());
    }
  }

  /** The slope along a random direction, against the gradients. */
  @ParameterizedTest
  @EnumSource
  void gradientsAreSlopes(Gate gate) {
    SandwichConfig config = SmallSandwiches.ADAPTIVE.with(it -> it.gate(gate));
    LanguageBatch batch = SmallSandwiches.batch(config, 1, 9, 3);
    try (SandwichModel model = SmallSandwiches.create(manager, config)) {
      model.forwardBackward(manager, batch, TrainingPass.weighted(1));
      double step = 1e-4;
      double slope = 0;
      List<float[]> directions = new ArrayList<>();
      for (String name : model.getParameters().getNames()) {
        float[] gradient = model.getParameters().getGradient(name).toFloatArray();
        float[] direction = values(gradient.length, 0.5);
        for (int i = 0; i < gradient.length; i++) {
          slope += (double) gradient[i] * direction[i];
        }
        directions.add(direction);
      }
      double above = nats(model, batch, directions, step);
      double below = nats(model, batch, directions, -2 * step);
      assertEquals(slope, (above - below) / (2 * step), 0.02 * Math.max(10, Math.abs(slope)));
    }
  }

  @Test
  void gatesBeginWithTheirBiases() {
    for (Gate gate : Gate.values()) {
      SandwichConfig config = SmallSandwiches.ADAPTIVE.with(it -> it.gate(gate));
      try (SandwichModel model = SandwichModel.initialize(manager, config, Precision.FP32, 1)) {
        if (gate.hasBias()) {
          float[] expected = new float[config.hiddenSize()];
          Arrays.fill(expected, gate == Gate.GRU ? 2 : 1);
          NDArray bias = model.getParameters().get("sublayers.2.gate.b");
          assertArrayEquals(expected, bias.toFloatArray());
        }
      }
    }
  }

  @Test
  void gatesHaveNames() {
    for (Gate gate : Gate.values()) {
      assertEquals(gate, Gate.named(gate.getName()));
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> Gate.named("lstm")).getMessage();
    assertTrue(
        message.endsWith("none, addition, input, output, highway, sigmoid-tanh, gru"), message);
  }

  private static double nats(
      SandwichModel model, LanguageBatch batch, List<float[]> directions, double step) {
    Parameters parameters = model.getParameters();
    int next = 0;
    for (String name : parameters.getNames()) {
      float[] values = parameters.get(name).toFloatArray();
      float[] direction = directions.get(next++);
      for (int i = 0; i < values.length; i++) {
        values[i] += (float) (step * direction[i]);
      }
      Parameters.overwrite(parameters.get(name), values);
    }
    double sum = 0;
    try (NDManager scope = Torch.newManager("cpu")) {
      for (float logP : model.score(scope, batch)) {
        sum -= logP;
      }
    }
    return sum;
  }

  private float[] join(Gate gate, float[] x, float[] y, Supplier<Float> weights, float bias) {
    int width = Math.min(x.length, WIDTH);
    Shape rows = new Shape(x.length / width, width);
    List<NDArray> p = new ArrayList<>();
    for (int i = 0; i < gate.getMatrices().size(); i++) {
      float[] matrix = new float[width * width];
      for (int j = 0; j < matrix.length; j++) {
        matrix[j] = weights.get();
      }
      p.add(Parameters.copy(manager, new Shape(width, width), matrix));
    }
    if (gate.hasBias()) {
      float[] biases = new float[width];
      Arrays.fill(biases, bias);
      p.add(Parameters.copy(manager, new Shape(width), biases));
    }
    try (GateKernel kernel = new GateKernel(manager, gate)) {
      return kernel
          .join(Parameters.copy(manager, rows, x), Parameters.copy(manager, rows, y), p)
          .toFloatArray();
    }
  }

  private float[] values(int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
