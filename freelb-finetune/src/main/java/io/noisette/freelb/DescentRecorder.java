package io.noisette.freelb;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.golden.ArrayReader;
import io.noisette.golden.GoldenModel;
import io.noisette.parity.ParityTensor;
import io.noisette.train.Gradients;
import io.noisette.train.Optimizer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Plain gradient descent, as golden files have it, that keeps the gradients of its last update. */
final class DescentRecorder implements Optimizer {

  private final Parameters parameters;
  private final Gradients gradients;
  private final Map<String, ParityTensor> last = new LinkedHashMap<>();

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
    last.clear();
    GoldenModel.addGradients(last, parameters);
    for (String name : parameters.getNames()) {
      Autograd.paused(
          () -> parameters.get(name).subi(parameters.getGradient(name).mul(learningRate)));
    }
  }

  /** {@code grad/NAME} before the last update, and {@code expected/final/NAME} after it. */
  Map<String, ParityTensor> getGradientsAndParameters() {
    Map<String, ParityTensor> results = new LinkedHashMap<>(last);
    for (String name : parameters.getNames()) {
      results.put("expected/final/" + name, ArrayReader.read(parameters.get(name)));
    }
    return results;
  }

  @Override
  public Map<String, NDArray> getState() {
    return Map.of();
  }

  @Override
  public void restore(long updates, double lastRate) {}

  @Override
  public void close() {
    gradients.close();
  }
}
