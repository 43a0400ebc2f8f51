package io.noisette.model.bart;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelValue;
import io.noisette.engine.Precision;
import io.noisette.model.layer.GenerationKernels;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Kernels of generation, which are compiled when they are first used: training needs none; and the
 * weights that they have prepared, if those of the model never change.
 */
final class LazyGenerationKernels implements AutoCloseable {

  private final NDManager parent;
  private final BartConfig config;
  private final Precision precision;
  private final boolean isFixed;
  private final Map<Integer, GenerationKernels> byHeads = new HashMap<>();
  private final Map<String, KernelValue> weights = new HashMap<>();

  /**
   * Creates kernels.
   *
   * @param isFixed whether the parameters of the model never change
   */
  LazyGenerationKernels(NDManager parent, BartConfig config, Precision precision, boolean isFixed) {
    this.parent = parent;
    this.config = config;
    this.precision = precision;
    this.isFixed = isFixed;
  }

  /** Returns the kernels of a stack with a number of attention heads. */
  synchronized GenerationKernels get(int heads) {
    return byHeads.computeIfAbsent(
        heads, count -> new GenerationKernels(parent, config.toConstants(count), precision));
  }

  /**
   * Returns the weights of a stack, which are prepared for each owner, or once for all if they
   * never change.
   *
   * @param stack names the stack
   * @param prepare returns its weights; takes their owner
   */
  synchronized KernelValue getWeights(
      NDManager owner, String stack, Function<NDManager, KernelValue> prepare) {
    return isFixed
        ? weights.computeIfAbsent(stack, name -> prepare.apply(parent))
        : prepare.apply(owner);
  }

  @Override
  public synchronized void close() {
    weights.values().forEach(KernelValue::close);
    weights.clear();
    byHeads.values().forEach(GenerationKernels::close);
    byHeads.clear();
  }
}
