package io.noisette.model.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import java.util.List;
import java.util.Map;

/** A gated linear unit (Dauphin et al. 2017); the computation is in {@code GatedLinear.py}. */
final class GatedLinear implements AutoCloseable {

  /** Names of the parameters, by the names of {@code GatedWeights}. */
  private static final Map<String, String> NAMES = Map.of("value", "glu.v", "gate", "glu.g");

  private final Kernels kernels;
  private final KernelFunction gated;
  private final List<NDArray> p;

  GatedLinear(NDManager parent, Precision precision, Parameters parameters) {
    Map<String, Object> constants = Map.of("bf16", precision.isBf16());
    kernels = Kernels.compile(parent, GatedLinear.class, "GatedLinear", constants);
    gated = kernels.function("gated");
    p = parameters.get(gated.order("p", NAMES));
  }

  /** From (tokens, in) to (tokens, out). */
  NDArray forward(NDArray x) {
    return gated.call(x.getManager(), x, p);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
