package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.optim.Optimizer;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.train.StepContext;
import io.noisette.train.UpdateRule;
import io.noisette.train.step.PlainStep;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Test case of an optimizer (kind {@code optim-…}): initial parameters, then the expected
 * parameters and optimizer state after each of several updates with given gradients and learning
 * rates, with gradient clipping as in training.
 */
final class OptimizerCase {

  private static final String PARAMETER = "param/";

  private final GoldenCase golden;
  private final Parameters parameters;

  OptimizerCase(GoldenCase golden, NDManager manager) {
    this.golden = golden;
    parameters = new Parameters(manager);
    for (String input : golden.getInputNames()) {
      if (input.startsWith(PARAMETER)) {
        SafetensorsTensor start = golden.getInput(input);
        String name = input.substring(PARAMETER.length());
        parameters.add(name, new Shape(start.getShape()), start.toFloats());
      }
    }
  }

  /** Returns the parameters, which {@link #update} changes. */
  Parameters getParameters() {
    return parameters;
  }

  /** Reads the optimizer state that a golden file expects. */
  @FunctionalInterface
  interface StateReader {

    /**
     * Returns the state tensors after an update, by names such as {@code exp_avg.NAME}.
     *
     * @param rate learning rate of the update
     */
    Map<String, ParityTensor> read(double rate);
  }

  /** Runs all updates and returns parameters and optimizer state after each. */
  Map<String, ParityTensor> update(Optimizer optimizer, StateReader state) {
    float[] rates = golden.getInput("lr", -1).toFloats();
    double clip = golden.getOptions().getDouble("clip");
    UpdateRule rule = new UpdateRule(optimizer, done -> rates[Math.toIntExact(done)], clip);
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    for (int step = 1; step <= rates.length; step++) {
      for (String name : parameters.getNames()) {
        NDArray gradient = parameters.getGradient(name);
        long[] shape = parameters.get(name).getShape().getShape();
        Parameters.overwrite(
            gradient, golden.getInput("grad_" + step + "/" + name, shape).toFloats());
      }
      PlainStep.update(0, new StepContext(step, 0, false, rule));
      for (String name : parameters.getNames()) {
        results.put(
            "expected/param_after_" + step + "/" + name, ArrayReader.read(parameters.get(name)));
      }
      for (Map.Entry<String, ParityTensor> entry : state.read(rates[step - 1]).entrySet()) {
        String[] kindAndName = entry.getKey().split("\\.", 2); // exp_avg.NAME
        results.put(
            String.format(
                Locale.ROOT, "expected/%s_after_%d/%s", kindAndName[0], step, kindAndName[1]),
            entry.getValue());
      }
    }
    return results;
  }
}
