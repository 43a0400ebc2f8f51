package io.noisette.parity.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Parameters;
import io.noisette.optim.Optimizer;
import io.noisette.parity.GoldenCase;
import io.noisette.parity.ParityTensor;
import io.noisette.safetensors.SafetensorsTensor;
import io.noisette.train.PlainStep;
import io.noisette.train.StepContext;
import io.noisette.train.UpdateRule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A golden case of kind {@code optim-…}: given parameters, and after each of given gradients and
 * rates, clipped and scheduled as in training, what they and the optimizer's state have become.
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

  Parameters getParameters() {
    return parameters;
  }

  /** Says what a file expects of the optimizer's state after an update with a rate. */
  @FunctionalInterface
  interface StateReader {

    /** Tensors by names such as {@code exp_avg.NAME}. */
    Map<String, ParityTensor> read(double rate);
  }

  Map<String, ParityTensor> update(Optimizer optimizer, StateReader state) {
    float[] rates = golden.getInput("lr").toFloats();
    double clip = golden.getOptions().getDouble("clip");
    UpdateRule rule = new UpdateRule(optimizer, done -> rates[Math.toIntExact(done)], clip);
    Map<String, ParityTensor> results = new LinkedHashMap<>();
    for (int step = 1; step <= rates.length; step++) {
      for (String name : parameters.getNames()) {
        NDArray gradient = parameters.getGradient(name);
        Parameters.overwrite(gradient, golden.getInput("grad_" + step + "/" + name).toFloats());
      }
      PlainStep.update(0, new StepContext(step, 0, false, rule));
      for (String name : parameters.getNames()) {
        results.put(
            "expected/param_after_" + step + "/" + name, ArrayReader.read(parameters.get(name)));
      }
      for (Map.Entry<String, ParityTensor> entry : state.read(rates[step - 1]).entrySet()) {
        String[] kindAndName = entry.getKey().split("\\.", 2); // exp_avg.NAME
        results.put(
            "expected/%s_after_%d/%s".formatted(kindAndName[0], step, kindAndName[1]),
            entry.getValue());
      }
    }
    return results;
  }
}
