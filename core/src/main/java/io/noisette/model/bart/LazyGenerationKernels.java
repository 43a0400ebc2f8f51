package io.noisette.model.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.Precision;
import io.noisette.model.layer.GenerationKernels;
import java.util.HashMap;
import java.util.Map;

/** Kernels of generation, which are compiled when they are first used: training needs none. */
final class LazyGenerationKernels implements AutoCloseable {

  private final NDManager parent;
  private final BartConfig config;
  private final Precision precision;
  private final Map<Integer, GenerationKernels> byHeads = new HashMap<>();

  LazyGenerationKernels(NDManager parent, BartConfig config, Precision precision) {
    this.parent = parent;
    this.config = config;
    this.precision = precision;
  }

  /** Returns the kernels of a stack with a number of attention heads. */
  synchronized GenerationKernels get(int heads) {
    return byHeads.computeIfAbsent(
        heads, count -> new GenerationKernels(parent, config.toConstants(count), precision));
  }

  @Override
  public synchronized void close() {
    byHeads.values().forEach(GenerationKernels::close);
    byHeads.clear();
  }
}
