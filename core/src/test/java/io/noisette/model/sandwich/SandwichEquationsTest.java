package io.noisette.model.sandwich;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Torch;
import io.noisette.model.DropoutRates;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.Closeness;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loss and gradients of the kernels, dropout included, are those of the equations. */
final class SandwichEquationsTest {

  private static final double WEIGHT = 1.0 / 37;
  private static final DropoutRates DROPOUT = new DropoutRates(0.3, 0.1, 0.15, 0.2);
  private static final SandwichConfig ADAPTIVE = SmallSandwiches.ADAPTIVE;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @Test
  void lossAndGradientsAreTheEquationsWithDropout() {
    assertIsEager(ADAPTIVE.with(it -> it.dropout(DROPOUT)));
  }

  @Test
  void aPlainSoftmaxIsTheEquationsWithDropout() {
    assertIsEager(SmallSandwiches.PLAIN.with(it -> it.dropout(DROPOUT)));
  }

  @Test
  void theStandardOrderIsTheEquations() {
    assertIsEager(ADAPTIVE.with(it -> it.sublayers(SublayerPattern.interleaved(3))));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void gatesAreTheEquationsWithDropout(Gate gate) {
    assertIsEager(ADAPTIVE.with(it -> it.gate(gate).dropout(DROPOUT)));
  }

  @Test
  void windowsOfOneLengthAreTheEquationsToo() {
    SandwichConfig config = ADAPTIVE.with(it -> it.dropout(DROPOUT));
    assertIsEager(config, SmallSandwiches.partly(SmallSandwiches.batch(config, 5, 7, 7, 7)));
    assertIsEager(ADAPTIVE, SmallSandwiches.batch(ADAPTIVE, 5, 7, 7));
  }

  private void assertIsEager(SandwichConfig config) {
    assertIsEager(config, SmallSandwiches.partly(SmallSandwiches.batch(config, 5, 9, 1, 17)));
  }

  private void assertIsEager(SandwichConfig config, LanguageBatch batch) {
    try (SandwichModel model = SmallSandwiches.create(manager, config);
        SandwichModel other = SmallSandwiches.create(manager, config)) {
      NDArray expected =
          Autograd.recorded(
              () -> new EagerSandwich(manager, config, other.getParameters()).nats(batch, 7));
      Autograd.backward(expected, expected.onesLike().mul(WEIGHT));
      TrainingPass pass = TrainingPass.weighted(WEIGHT).withDropout(7);
      double nats = model.forwardBackward(manager, batch, pass);
      assertEquals(expected.toFloatArray()[0], nats, 1e-5 * nats);
      for (String name : model.getParameters().getNames()) {
        float[] truth = other.getParameters().getGradient(name).toFloatArray();
        float[] actual = model.getParameters().getGradient(name).toFloatArray();
        Closeness.assertClose(name, truth, actual, 1);
      }
    }
  }
}
