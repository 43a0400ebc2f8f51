package io.noisette.distillation.unroll;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Training of a network on synthetic rows, and the gradient of a loss at its end through all steps:
 * back-gradient (Maclaurin et al. 2015). On the way back each step is recomputed from the
 * parameters before it, so that memory grows with the parameters of a step and not with its
 * activations and graphs.
 */
public final class BackGradient {

  private final NetworkKernels network;

  /** Creates the computation; the kernels stay open. */
  public BackGradient(NetworkKernels network) {
    this.network = network;
  }

  /**
   * A network after all steps.
   *
   * @param parameters after the last step
   * @param losses before each step, of its rows
   */
  public record Trained(List<NDArray> parameters, List<Double> losses) {}

  /**
   * The loss of real data after all steps, and its gradient for what is learned.
   *
   * @param loss mean over the real data
   * @param scores of the real data
   * @param rows gradient for the rows of each step
   * @param labels gradient for the labels of each step, as weights
   * @param rates gradient for the rate of each step of each epoch
   * @param trained the network after all steps
   */
  public record Gradient(
      double loss,
      NDArray scores,
      List<NDArray> rows,
      List<NDArray> labels,
      List<Double> rates,
      Trained trained) {}

  /**
   * Trains a network.
   *
   * @param owner of the results
   * @param start parameters before the first step, which stay as they are
   */
  public Trained train(NDManager owner, SyntheticData data, List<NDArray> start) {
    double[] losses = new double[data.countSteps()];
    List<NDArray> parameters = start;
    for (int step = 0; step < losses.length; step++) {
      List<NDArray> before = parameters;
      parameters = step(owner, data, step, parameters, losses);
      if (step > 0) {
        before.forEach(NDArray::close);
      }
    }
    return new Trained(parameters, toList(losses));
  }

  /**
   * Trains a network, and differentiates the loss of real data after the last step.
   *
   * @param owner of the results and of all parameters on the way
   * @param start parameters before the first step
   * @param real data as the kernel {@code outer} of the network takes it
   */
  public Gradient differentiate(
      NDManager owner, SyntheticData data, List<NDArray> start, List<NDArray> real) {
    double[] losses = new double[data.countSteps()];
    List<List<NDArray>> path = new ArrayList<>(List.of(start));
    for (int step = 0; step < losses.length; step++) {
      path.add(step(owner, data, step, path.get(step), losses));
    }
    Trained trained = new Trained(path.get(losses.length), toList(losses));
    List<NDArray> outer = network.outer(owner, real, trained.parameters());
    List<NDArray> rows = new ArrayList<>(data.rows().stream().map(NDArray::zerosLike).toList());
    List<NDArray> labels = new ArrayList<>(data.labels().stream().map(NDArray::zerosLike).toList());
    double[] rates = new double[losses.length];
    List<NDArray> gradient = outer.subList(2, outer.size());
    for (int step = losses.length - 1; step >= 0; step--) {
      List<NDArray> back = stepBack(owner, data, step, path.get(step), gradient);
      rows.get(step % rows.size()).addi(back.get(0));
      labels.get(step % rows.size()).addi(back.get(1));
      rates[step] = number(back.get(2));
      back.subList(0, 3).forEach(NDArray::close);
      gradient.forEach(NDArray::close);
      gradient = back.subList(3, back.size());
    }
    return new Gradient(number(outer.get(0)), outer.get(1), rows, labels, toList(rates), trained);
  }

  private List<NDArray> step(
      NDManager owner, SyntheticData data, int step, List<NDArray> parameters, double[] losses) {
    try (NDArray rate = data.rateAt(owner, step)) {
      List<NDArray> after =
          network.step(owner, data.rowsAt(step), data.labelsAt(step), rate, parameters);
      losses[step] = number(after.get(0));
      return after.subList(1, after.size());
    }
  }

  private List<NDArray> stepBack(
      NDManager owner,
      SyntheticData data,
      int step,
      List<NDArray> parameters,
      List<NDArray> gradient) {
    try (NDArray rate = data.rateAt(owner, step)) {
      return network.stepBack(
          owner, data.rowsAt(step), data.labelsAt(step), rate, parameters, gradient);
    }
  }

  private static List<Double> toList(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static double number(NDArray scalar) {
    return scalar.toArray()[0].doubleValue();
  }
}
