package io.noisette.distillation.dataset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Initial weights of the networks of an outer step: the same ones in each, or random ones that are
 * a function of the step.
 */
final class InitialWeights {

  private final SetNetworks networks;
  private final List<List<NDArray>> stored; // empty: random ones
  private final int perStep;

  private InitialWeights(SetNetworks networks, List<List<NDArray>> stored, int perStep) {
    this.networks = networks;
    this.stored = List.copyOf(stored);
    this.perStep = perStep;
  }

  /** Creates the source of random weights for a number of networks per step. */
  static InitialWeights random(SetNetworks networks, int perStep) {
    return new InitialWeights(networks, List.of(), perStep);
  }

  /** Creates the source of the same weights in each step. */
  static InitialWeights of(SetNetworks networks, List<List<NDArray>> stored) {
    return new InitialWeights(networks, stored, stored.size());
  }

  /** Returns the initial weights of a step, from 1. */
  List<List<NDArray>> draw(NDManager owner, long step) {
    return stored.isEmpty()
        ? IntStream.range(0, perStep)
            .mapToObj(number -> networks.getOfStep(owner, step, number))
            .toList()
        : stored;
  }

  /** Returns the stored weights; empty for random ones. */
  List<List<NDArray>> getStored() {
    return stored;
  }
}
