package io.noisette.distillation.unroll;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Autograd;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Losses of a network, and steps of gradient descent with their derivatives. The parameters of the
 * network are arguments, so one object serves networks of all weights.
 */
public final class NetworkKernels implements AutoCloseable {

  private final Kernels kernels;
  private final KernelFunction step;
  private final KernelFunction stepBack;
  private final KernelFunction outer;

  /**
   * Compiles the TorchScript kernels of a network.
   *
   * @param parent names the device
   * @param owner class in the package of the file
   * @param name of a kernel file that extends {@code BackGradient.py} by {@code inner} and {@code
   *     outer}
   */
  public NetworkKernels(
      NDManager parent, Class<?> owner, String name, Map<String, Object> constants) {
    kernels = Kernels.compile(parent, owner, name, constants);
    step = kernels.function("step");
    stepBack = kernels.function("step_back");
    outer = kernels.function("outer");
  }

  /** Compiles the kernels of least squares: one vector of weights and no bias. */
  public static NetworkKernels ofLeastSquares(NDManager parent) {
    return new NetworkKernels(parent, NetworkKernels.class, "LinearKernels", Map.of());
  }

  /**
   * Makes a step of gradient descent.
   *
   * @param rows synthetic rows of the step, (rows, …)
   * @param labels their labels, (rows, classes) or (rows)
   * @param rate learning rate, a scalar
   * @param parameters of the network
   * @return the loss before the step, then the parameters after it
   */
  List<NDArray> step(
      NDManager owner, NDArray rows, NDArray labels, NDArray rate, List<NDArray> parameters) {
    return recorded(step, owner, rows, labels, rate, parameters);
  }

  /**
   * Goes back through a step of gradient descent, which it recomputes.
   *
   * @param parameters of the network before the step
   * @param gradient of the outer loss for the parameters after the step
   * @return the gradient of the outer loss for rows, labels, rate, and each parameter before it
   */
  List<NDArray> stepBack(
      NDManager owner,
      NDArray rows,
      NDArray labels,
      NDArray rate,
      List<NDArray> parameters,
      List<NDArray> gradient) {
    List<NDArray> both = new ArrayList<>(parameters);
    both.addAll(gradient);
    return recorded(stepBack, owner, rows, labels, rate, both);
  }

  /**
   * Computes the loss of real data.
   *
   * @param real data as the kernel {@code outer} of the network takes it
   * @return the loss, the scores, and the gradient of the loss for each parameter
   */
  public List<NDArray> outer(NDManager owner, List<NDArray> real, List<NDArray> parameters) {
    List<Object> arguments = new ArrayList<>(real);
    arguments.add(parameters);
    return recorded(outer, owner, arguments.toArray());
  }

  /** Returns another function of the kernel file. */
  KernelFunction function(String name) {
    return kernels.function(name);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }

  private static List<NDArray> recorded(
      KernelFunction function, NDManager owner, Object... arguments) {
    return Autograd.recorded(() -> function.callForList(owner, arguments));
  }
}
