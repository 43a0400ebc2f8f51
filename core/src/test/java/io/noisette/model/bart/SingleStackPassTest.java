package io.noisette.model.bart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.DropoutRates;
import io.noisette.model.LabelSmoothing;
import io.noisette.model.TrainingPass;
import io.noisette.model.layer.Closeness;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.training.StackPass;
import io.noisette.model.training.TiedSoftmaxPass;
import io.noisette.model.training.WeightCopies;
import java.util.Arrays;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The written-out backward pass of a single stack against autograd, in fp32 and in bf16. */
final class SingleStackPassTest {

  private static final TrainingPass PASS = TrainingPass.weighted(0.1);
  private static final DropoutRates DROPPING = new DropoutRates(0.1, 0.2, 0.3, 0);

  /** Rounding errors of gradients that cancel, beside gradients of about 1. */
  private static final double FLOOR = 0.1;

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @ParameterizedTest
  @EnumSource
  void everyKindOfSequence(SmallStacks.Kind kind) {
    compare(kind.config(), kind.batch(12, 3, 7, 40), PASS);
    compare(kind.config(), kind.batch(8, 8), PASS);
  }

  @ParameterizedTest
  @EnumSource
  void dropoutAtEverySite(SmallStacks.Kind kind) {
    SingleStackConfig config = kind.config();
    compare(
        config.withBart(config.bart().withDropout(DROPPING)),
        kind.batch(12, 3, 7, 40),
        PASS.withDropout(5));
  }

  @ParameterizedTest
  @EnumSource
  void bf16IsFp32ButForRounding(SmallStacks.Kind kind) {
    StackBatch batch = kind.batch(12, 3, 7, 40);
    try (SingleStackModel model = SmallStacks.create(manager, kind.config(), Precision.FP32);
        SingleStackModel rounded = SmallStacks.create(manager, kind.config(), Precision.BF16)) {
      double expected = model.forwardBackward(manager, batch, PASS);
      double actual = rounded.forwardBackward(manager, batch, PASS);
      assertEquals(expected, actual, 3e-3 * expected);
      double[] squares = new double[2];
      for (String name : model.getParameters().getNames()) {
        NDArray truth = model.getParameters().getGradient(name);
        squares[0] += squared(rounded.getParameters().getGradient(name).sub(truth));
        squares[1] += squared(truth);
      }
      double difference = Math.sqrt(squares[0] / squares[1]);
      assertTrue(difference > 0 && difference < 0.02, "gradients are off by " + difference);
    }
  }

  @Test
  void aReplicaComputesTheSame() {
    StackBatch batch = SmallStacks.Kind.PERMUTED.batch(12, 3, 7, 40);
    for (Precision precision : Arrays.asList(Precision.FP32, Precision.BF16)) {
      try (SingleStackModel model =
              SmallStacks.create(manager, SmallStacks.Kind.PERMUTED.config(), precision);
          SingleStackModel replica = model.replicate()) {
        assertEquals(
            model.forwardBackward(manager, batch, PASS),
            replica.forwardBackward(manager, batch, PASS));
      }
    }
  }

  private void compare(SingleStackConfig config, StackBatch batch, TrainingPass pass) {
    try (SingleStackModel model = SmallStacks.create(manager, config, Precision.FP32);
        SingleStackModel other = SmallStacks.create(manager, config, Precision.FP32)) {
      double expected = model.forwardBackward(manager, batch, pass);
      assertEquals(expected, forwardBackward(other, batch, pass), 1e-5 * expected);
      for (String name : model.getParameters().getNames()) {
        Closeness.assertClose(
            name,
            model.getParameters().getGradient(name).toFloatArray(),
            other.getParameters().getGradient(name).toFloatArray(),
            FLOOR);
      }
    }
  }

  private double forwardBackward(SingleStackModel model, StackBatch batch, TrainingPass pass) {
    DropoutSites sites = DropoutSites.of(model.getConfig().bart().getDropoutRates());
    sites.start(pass.dropoutSeed());
    Parameters parameters = model.getParameters();
    WeightCopies copies = WeightCopies.of(manager, parameters);
    try (SingleStackPass own =
            new SingleStackPass(
                manager, model.getConfig(), Precision.FP32, parameters, sites, copies);
        TiedSoftmaxPass loss =
            new TiedSoftmaxPass(
                manager, Precision.FP32, parameters, BartLayout.SHARED, null, copies)) {
      StackPass forward = own.forward(manager, batch.text(), pass);
      long[] rows = batch.labels().findCounted();
      forward.select(rows);
      NDArray labels =
          manager.create(Arrays.stream(rows).map(row -> batch.labels().getId((int) row)).toArray());
      return loss.forwardBackward(manager, forward, labels, pass.weight(), LabelSmoothing.NONE)
          .nats();
    }
  }

  private static double squared(NDArray array) {
    return array.square().sum().toFloatArray()[0];
  }
}
