package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import io.noisette.engine.Autograd;
import java.util.function.Consumer;

/**
 * Last hidden states of a training pass, with the backward pass {@code below} of the layers that
 * autograd has not recorded.
 *
 * @param states (tokens, d) in fp32; part of autograd's graph, or a leaf of it
 * @param below backward pass of the layers that are not in the graph
 */
public record HiddenStates(NDArray states, Runnable below) {

  /** Returns hidden states whose whole computation from the parameters autograd has recorded. */
  public static HiddenStates recorded(NDArray states) {
    return new HiddenStates(states, () -> {});
  }

  /**
   * Returns hidden states that were computed without autograd, and whose gradient is passed to
   * {@code below}.
   *
   * @param states leaf that requires a gradient
   * @param below backward pass of the layers, from the gradient of the states, (tokens, d)
   */
  public static HiddenStates leaf(NDArray states, Consumer<NDArray> below) {
    return new HiddenStates(states, () -> below.accept(states.getGradient()));
  }

  /**
   * Runs the backward pass from a loss that autograd has recorded, and accumulates the gradients of
   * {@code weight * loss} down to the parameters of the embeddings.
   */
  public void backward(NDArray loss, double weight) {
    Autograd.backward(loss, loss.getManager().create((float) weight));
    below.run();
  }

  /**
   * Runs the backward pass from the gradient of the states, (tokens, d), down to the parameters of
   * the embeddings.
   */
  public void backward(NDArray gradient) {
    Autograd.backward(states, gradient);
    below.run();
  }
}
