package io.noisette.model.training;

import io.noisette.engine.KernelValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.UnaryOperator;

/** Backward functions of the layers that a forward pass has gone through. */
public final class Tape {

  private final Deque<UnaryOperator<KernelValue>> layers = new ArrayDeque<>();

  /**
   * Adds the backward function of the next layer: from the gradient of its output to that of its
   * input, accumulating the gradients of its parameters.
   */
  public void add(UnaryOperator<KernelValue> backward) {
    layers.push(backward);
  }

  /**
   * Runs the backward functions from the last layer to the first, and frees what each has stored.
   *
   * @param gradient gradient of the last layer's output
   * @return gradient of the first layer's input
   */
  public KernelValue backward(KernelValue gradient) {
    KernelValue current = gradient;
    while (!layers.isEmpty()) {
      KernelValue next = layers.pop().apply(current);
      if (next != current) {
        current.close();
      }
      current = next;
    }
    return current;
  }
}
