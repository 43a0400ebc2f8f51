package io.noisette.optim;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.FlatArrays;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Nesterov's accelerated gradient as in fairseq (docs/papers.md 2.3), with decoupled weight decay
 * on every parameter. Each update is one fused libtorch call.
 *
 * <p>fairseq stores a buffer {@code b = momentum * (rate / last rate) * b - rate * g}, which equals
 * {@code -rate * v} with {@code v = momentum * v + g}. Here v is stored: it does not depend on the
 * last learning rate, and the update is that of {@code torch.optim.SGD(nesterov=True)}. As in
 * fairseq, a learning rate of 0 forgets all earlier gradients.
 */
public final class Nag implements Optimizer {

  private static final String VELOCITY = "velocity.";

  private final double momentum;
  private final double weightDecay;
  private final NDManager manager;
  private final Parameters parameters;
  private final Kernels kernels;
  private final KernelFunction update;
  private final KernelFunction clear;
  private final Gradients gradients;
  private final List<NDArray> values = new ArrayList<>();
  private final List<NDArray> ownGradients = new ArrayList<>();
  private final List<NDArray> flatVelocities = new ArrayList<>();
  private final Map<String, NDArray> velocities = new LinkedHashMap<>();

  /**
   * Creates an optimizer.
   *
   * @param momentum in [0, 1)
   * @param weightDecay factor of the decay of all parameters, times the learning rate
   */
  public Nag(NDManager parent, Parameters parameters, double momentum, double weightDecay) {
    this.parameters = parameters;
    this.momentum = momentum;
    this.weightDecay = weightDecay;
    manager = parent.newSubManager();
    kernels = Kernels.compile(manager, Nag.class, "NagKernels", Map.of());
    update = kernels.function("update");
    clear = kernels.function("clear");
    gradients = new Gradients(manager, parameters);
    Map<String, NDArray> byName = new HashMap<>();
    for (List<String> run : parameters.findRuns(parameters.getTrainedNames())) {
      FlatArrays zeros = parameters.toZeros(manager, run);
      run.forEach(name -> byName.put(name, zeros.get(name)));
      values.add(parameters.getFlat(run));
      ownGradients.add(parameters.getFlatGradient(run));
      flatVelocities.add(zeros.get(run));
    }
    parameters.getTrainedNames().forEach(name -> velocities.put(VELOCITY + name, byName.get(name)));
  }

  @Override
  public Gradients getGradients() {
    return gradients;
  }

  @Override
  public void update(double learningRate) {
    if (learningRate > 0) {
      update.execute(values, ownGradients, flatVelocities, learningRate, momentum, weightDecay);
    } else {
      clear.execute(flatVelocities);
    }
    parameters.markChanged();
  }

  /**
   * Returns the momentum buffers by name, {@code velocity.NAME}: for each parameter the decayed sum
   * of its gradients.
   */
  @Override
  public Map<String, NDArray> getState() {
    return new LinkedHashMap<>(velocities);
  }

  /** Does nothing, because the momentum buffers of {@link #getState} are the whole state. */
  @Override
  public void restore(long updates) {}

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    gradients.close();
    kernels.close();
    manager.close();
  }
}
