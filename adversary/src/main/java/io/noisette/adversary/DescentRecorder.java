package io.noisette.adversary;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.optim.Gradients;
import io.noisette.optim.Optimizer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Plain gradient descent that records the gradients of its last update, for checks against
 * reference values.
 */
final class DescentRecorder implements Optimizer {

  private final Parameters parameters;
  private final Gradients gradients;
  private final Map<String, float[]> last = new LinkedHashMap<>();

  DescentRecorder(NDManager manager, Parameters parameters) {
    this.parameters = parameters;
    gradients = new Gradients(manager, parameters);
  }

  @Override
  public Gradients getGradients() {
    return gradients;
  }

  @Override
  public void update(double learningRate) {
    for (String name : parameters.getNames()) {
      last.put(name, parameters.getGradient(name).toFloatArray());
    }
    for (String name : parameters.getNames()) {
      Autograd.paused(
          () -> parameters.get(name).subi(parameters.getGradient(name).mul(learningRate)));
    }
    parameters.markChanged();
  }

  /** Returns the gradients of the last update, by parameter name. */
  Map<String, float[]> getLast() {
    return Collections.unmodifiableMap(new LinkedHashMap<>(last));
  }

  NDArray getParameter(String name) {
    return parameters.get(name);
  }

  @Override
  public Map<String, NDArray> getState() {
    return Map.of();
  }

  @Override
  public void restore(long updates) {}

  @Override
  public void close() {
    gradients.close();
  }
}
