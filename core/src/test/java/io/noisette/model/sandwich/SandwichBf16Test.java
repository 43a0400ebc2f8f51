package io.noisette.model.sandwich;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.DropoutRates;
import io.noisette.model.TrainingPass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Training in bf16 against the same model in fp32, which other tests hold to the equations. */
final class SandwichBf16Test {

  private static final SandwichConfig ADAPTIVE =
      SmallSandwiches.ADAPTIVE.with(it -> it.dropout(new DropoutRates(0.3, 0.1, 0.15, 0.2)));
  private static final SandwichConfig PLAIN =
      SmallSandwiches.PLAIN.with(it -> it.dropout(ADAPTIVE.dropout()));
  private static final TrainingPass PASS = TrainingPass.weighted(1.0 / 37).withDropout(7);

  /** Rounding errors are random: those of the loss of many tokens nearly cancel. */
  private static final double LOSS_TOLERANCE = 5e-4;

  private static final double GRADIENT_TOLERANCE = 0.02;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @MethodSource("configs")
  void withoutReluALossAndItsGradientsAreThoseOfFp32ButForRounding(SandwichConfig config) {
    SandwichConfig smooth = config.with(it -> it.sublayers(new SublayerPattern("ssss")));
    assertClose(smooth, LOSS_TOLERANCE, GRADIENT_TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aReluMayRoundToTheOtherSideOfZero(SandwichConfig config) {
    assertClose(config, 2 * LOSS_TOLERANCE, 2 * GRADIENT_TOLERANCE);
  }

  /** Each has a ReLU in front, and the tests' weights amplify what it changes. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void gatesAreThoseOfFp32ButForRounding(Gate gate) {
    SandwichConfig config = ADAPTIVE.with(it -> it.gate(gate).finalNorm(true));
    assertClose(config, 2 * LOSS_TOLERANCE, 20 * GRADIENT_TOLERANCE);
  }

  @Test
  void gradientsOfMicroBatchesAddUpInFp32() {
    LanguageBatch batch = SmallSandwiches.batch(ADAPTIVE, 5, 30, 12);
    try (SandwichModel model = SmallSandwiches.create(manager, ADAPTIVE, Precision.BF16)) {
      model.forwardBackward(manager, batch, PASS);
      double once = norm(model.getParameters());
      model.forwardBackward(manager, batch, PASS);
      assertEquals(2 * once, norm(model.getParameters()), 1e-6 * once);
    }
  }

  @ParameterizedTest
  @EnumSource
  void twoPassesAgreeToTheBit(Gate gate) {
    SandwichConfig config = ADAPTIVE.with(it -> it.gate(gate));
    LanguageBatch batch = SmallSandwiches.batch(config, 5, 30, 12);
    try (SandwichModel model = SmallSandwiches.create(manager, config, Precision.BF16);
        SandwichModel again = SmallSandwiches.create(manager, config, Precision.BF16)) {
      double nats = model.forwardBackward(manager, batch, PASS);
      assertEquals(nats, again.forwardBackward(manager, batch, PASS));
      for (String name : model.getParameters().getNames()) {
        assertArrayEquals(
            model.getParameters().getGradient(name).toFloatArray(),
            again.getParameters().getGradient(name).toFloatArray(),
            name);
      }
      assertNotEquals(nats, again.forwardBackward(manager, batch, PASS.withDropout(8)));
    }
  }

  @Test
  void aReplicaTrainsWithTheWeightsOfTheModel() {
    LanguageBatch batch = SmallSandwiches.batch(ADAPTIVE, 5, 30, 12);
    try (SandwichModel model = SmallSandwiches.create(manager, ADAPTIVE, Precision.BF16);
        SandwichModel replica = model.replicate()) {
      double before = model.forwardBackward(manager, batch, PASS);
      assertEquals(before, replica.forwardBackward(manager, batch, PASS));
      NDArray bias = model.getParameters().get("sublayers.0.norm.weight");
      Parameters.overwrite(bias, new float[(int) bias.size()]);
      model.getParameters().markChanged();
      double after = replica.forwardBackward(manager, batch, PASS);
      assertNotEquals(before, after);
      assertEquals(after, model.forwardBackward(manager, batch, PASS));
    }
  }

  /** Of a step of several micro-batches: with few tokens, one of them decides. */
  private void assertClose(SandwichConfig config, double ofLoss, double ofGradients) {
    try (SandwichModel reference = SmallSandwiches.create(manager, config);
        SandwichModel model = SmallSandwiches.create(manager, config, Precision.BF16)) {
      double expected = 0;
      double actual = 0;
      for (int i = 0; i < 8; i++) {
        LanguageBatch batch = SmallSandwiches.batch(config, 5 + 2 * i, 30, 12);
        expected += reference.forwardBackward(manager, batch, PASS.withDropout(i));
        actual += model.forwardBackward(manager, batch, PASS.withDropout(i));
      }
      assertNotEquals(expected, actual, "nothing was rounded");
      double difference = distance(model.getParameters(), reference.getParameters());
      String what =
          "loss off by %s, gradients by %s".formatted((actual - expected) / expected, difference);
      assertEquals(expected, actual, ofLoss * expected, what);
      assertTrue(difference < ofGradients, what);
    }
  }

  static List<SandwichConfig> configs() {
    return List.of(ADAPTIVE, ADAPTIVE.with(it -> it.finalNorm(true)), PLAIN);
  }

  /** The distance of all gradients, in parts of those of the reference. */
  private static double distance(Parameters own, Parameters reference) {
    List<NDArray> differences = new ArrayList<>();
    for (String name : own.getNames()) {
      differences.add(own.getGradient(name).sub(reference.getGradient(name)));
    }
    return norm(differences) / norm(reference);
  }

  private static double norm(Parameters parameters) {
    return norm(parameters.getGradients(parameters.getTrainedNames()));
  }

  private static double norm(List<NDArray> arrays) {
    double sum = 0;
    for (NDArray array : arrays) {
      sum += array.square().sum().toFloatArray()[0];
    }
    return Math.sqrt(sum);
  }
}
