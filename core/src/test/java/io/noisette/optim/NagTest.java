package io.noisette.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.engine.Torch;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the golden updates do not show. */
final class NagTest {

  private static final double[] RATES = {0.1, 0.2, 0.05, 0, 0.1, 0.3};

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  /** p, fairseq's buffer b and the last rate, by its formula. */
  @Test
  void updatesAreThoseOfFairseqWhateverTheRatesDo() {
    Parameters parameters = parameters(1);
    double p = 1;
    double buffer = 0;
    double last = RATES[0];
    try (Nag nag = new Nag(manager, parameters, 0.9, 0.01)) {
      for (int step = 0; step < RATES.length; step++) {
        double rate = RATES[step];
        double gradient = gradient(step);
        update(nag, parameters, step);
        double correction = last > 0 ? rate / last : rate;
        p *= 1 - rate * 0.01;
        p += 0.81 * correction * buffer - 1.9 * rate * gradient;
        buffer = 0.9 * correction * buffer - rate * gradient;
        last = rate;
        assertEquals(p, parameters.get("w").toFloatArray()[0], 1e-5, "step " + step);
      }
    }
  }

  @Test
  void anUpdateGoesOnFromItsStateToTheBit() {
    Parameters whole = parameters(1);
    try (Nag nag = new Nag(manager, whole, 0.9, 0)) {
      update(nag, whole, 0);
      update(nag, whole, 1);
      Parameters half = parameters(whole.get("w").toFloatArray()[0]);
      try (Nag resumed = new Nag(manager, half, 0.9, 0)) {
        for (Map.Entry<String, NDArray> entry : resumed.getState().entrySet()) {
          NDArray state = nag.getState().get(entry.getKey());
          Parameters.overwrite(entry.getValue(), state.toFloatArray());
        }
        resumed.restore(2);
        update(nag, whole, 2);
        update(resumed, half, 2);
      }
      assertArrayEquals(whole.get("w").toFloatArray(), half.get("w").toFloatArray());
    }
  }

  private Parameters parameters(float value) {
    Parameters parameters = new Parameters(manager);
    parameters.add("w", new Shape(1), new float[] {value});
    return parameters;
  }

  private static void update(Nag nag, Parameters parameters, int step) {
    float[] gradient = {(float) gradient(step)};
    Parameters.overwrite(parameters.getGradient("w"), gradient);
    nag.update(RATES[step]);
  }

  private static double gradient(int step) {
    return step % 2 == 0 ? 0.5 : -0.25 * step;
  }
}
