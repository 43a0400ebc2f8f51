package io.noisette.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.ScalarType;
import io.noisette.engine.Torch;
import io.noisette.optim.AdamW;
import io.noisette.optim.Nag;
import io.noisette.optim.Optimizer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Copies of parameters are those of the last update, whichever optimizer made it. */
final class WeightCopiesTest {

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @AutoClose
  private final Kernels kernels =
      Kernels.compile(
          manager,
          TiedSoftmaxPass.class,
          "TiedSoftmaxPass",
          Map.of("element", ScalarType.BFLOAT16));

  @Test
  void followEveryOptimizer() {
    Parameters parameters = new Parameters(manager);
    parameters.add("w", new Shape(2, 2), new float[] {1, 2, 3, 4});
    WeightCopies copies = WeightCopies.of(manager, parameters);
    KernelFunction narrowed = kernels.function("narrowed");
    copies.add(owner -> narrowed.keep(owner, parameters.get("w")));
    WeightCopies ofReplica = copies.forReplica();
    ofReplica.add(
        owner -> {
          throw new AssertionError("a replica shares the copies of the original");
        });
    AdamW.Settings settings = new AdamW.Settings(0.9, 0.98, 1e-8, 0);
    try (Optimizer adam = new AdamW(manager, parameters, settings);
        Optimizer nag = new Nag(manager, parameters, 0.9, 0)) {
      for (Optimizer optimizer : new Optimizer[] {adam, nag}) {
        parameters.getGradient("w").addi(1);
        optimizer.update(0.5);
        float expected = Math.round(parameters.get("w").toFloatArray()[3] * 64) / 64f;
        float actual =
            kernels.function("widened").call(manager, copies.getCurrent().get(0)).toFloatArray()[3];
        assertEquals(expected, actual, 1 / 64f, optimizer.getClass().getSimpleName());
        assertSame(copies.getCurrent().get(0), ofReplica.getCurrent().get(0));
      }
    }
  }
}
