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

/** Updates are those of the formulas of Loshchilov and Hutter, in double precision. */
final class AdamWTest {

  private static final AdamW.Settings SETTINGS = new AdamW.Settings(0.9, 0.98, 1e-6, 0.1);
  private static final double[] RATES = {0.1, 0.05, 0.2, 0, 0.1};

  @AutoClose private final NDManager manager = Torch.newManager("cpu");

  @Test
  void updatesAreThoseOfTheFormulas() {
    Parameters parameters = parameters(2, 3);
    Formula matrix = new Formula(2, SETTINGS.weightDecay());
    Formula bias = new Formula(3, 0); // what is no matrix does not decay
    try (AdamW adamW = new AdamW(manager, parameters, SETTINGS)) {
      for (int step = 0; step < RATES.length; step++) {
        update(adamW, parameters, step);
        matrix.update(RATES[step], gradient(step));
        bias.update(RATES[step], -gradient(step));
        assertEquals(matrix.value, valueOf(parameters, "matrix"), 1e-5, "step " + step);
        assertEquals(bias.value, valueOf(parameters, "bias"), 1e-5, "step " + step);
      }
      Map<String, NDArray> state = adamW.getState();
      assertEquals(matrix.mean, first(state.get("exp_avg.matrix")), 1e-6);
      assertEquals(matrix.square, first(state.get("exp_avg_sq.matrix")), 1e-6);
      assertEquals(bias.mean, first(state.get("exp_avg.bias")), 1e-6);
    }
  }

  @Test
  void whichParametersDecayMayBeChosen() {
    Parameters parameters = parameters(2, 3);
    try (AdamW adamW = new AdamW(manager, parameters, SETTINGS, name -> name.equals("bias"))) {
      Formula matrix = new Formula(2, 0);
      Formula bias = new Formula(3, SETTINGS.weightDecay());
      update(adamW, parameters, 0);
      matrix.update(RATES[0], gradient(0));
      bias.update(RATES[0], -gradient(0));
      assertEquals(matrix.value, valueOf(parameters, "matrix"), 1e-5);
      assertEquals(bias.value, valueOf(parameters, "bias"), 1e-5);
    }
  }

  @Test
  void anUpdateResumesFromItsStateToTheBit() {
    Parameters whole = parameters(2, 3);
    try (AdamW adamW = new AdamW(manager, whole, SETTINGS)) {
      update(adamW, whole, 0);
      update(adamW, whole, 1);
      Parameters half = parameters(valueOf(whole, "matrix"), valueOf(whole, "bias"));
      try (AdamW resumed = new AdamW(manager, half, SETTINGS)) {
        resumed
            .getState()
            .forEach(
                (name, moment) ->
                    Parameters.overwrite(moment, adamW.getState().get(name).toFloatArray()));
        resumed.restore(2);
        update(adamW, whole, 2);
        update(resumed, half, 2);
      }
      for (String name : whole.getNames()) {
        assertArrayEquals(whole.get(name).toFloatArray(), half.get(name).toFloatArray(), name);
      }
    }
  }

  /** One number of a parameter. */
  private static final class Formula {

    private final double decay;
    private double value;
    private double mean;
    private double square;
    private int updates;

    Formula(double value, double decay) {
      this.value = value;
      this.decay = decay;
    }

    void update(double rate, double gradient) {
      updates++;
      value -= rate * decay * value;
      mean = SETTINGS.beta1() * mean + (1 - SETTINGS.beta1()) * gradient;
      square = SETTINGS.beta2() * square + (1 - SETTINGS.beta2()) * gradient * gradient;
      double correctedMean = mean / (1 - Math.pow(SETTINGS.beta1(), updates));
      double correctedSquare = square / (1 - Math.pow(SETTINGS.beta2(), updates));
      value -= rate * correctedMean / (Math.sqrt(correctedSquare) + SETTINGS.eps());
    }
  }

  private Parameters parameters(float matrix, float bias) {
    Parameters parameters = new Parameters(manager);
    parameters.add("matrix", new Shape(1, 1), new float[] {matrix});
    parameters.add("bias", new Shape(1), new float[] {bias});
    return parameters;
  }

  private static void update(AdamW adamW, Parameters parameters, int step) {
    float gradient = (float) gradient(step);
    Parameters.overwrite(parameters.getGradient("matrix"), new float[] {gradient});
    Parameters.overwrite(parameters.getGradient("bias"), new float[] {-gradient});
    adamW.update(RATES[step]);
  }

  private static double gradient(int step) {
    return step % 2 == 0 ? 0.5 : -0.25 * step;
  }

  private static float valueOf(Parameters parameters, String name) {
    return first(parameters.get(name));
  }

  private static float first(NDArray array) {
    return array.toFloatArray()[0];
  }
}
