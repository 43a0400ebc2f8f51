package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Kernels;
import io.noisette.engine.Precision;
import io.noisette.model.Activation;
import io.noisette.model.DropoutRates;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.KernelConstants;
import java.util.List;
import java.util.Map;

/**
 * A {@link Gate} as a function of its own, for checks; models compute it within a sublayer's call.
 */
public final class GateKernel implements AutoCloseable {

  private final Kernels kernels;

  /**
   * Compiles the gate.
   *
   * @param parent names the device
   */
  public GateKernel(NDManager parent, Gate gate) {
    KernelConstants unused = new KernelConstants(1, 0, Activation.RELU, 1, 1e-5);
    DropoutSites sites = DropoutSites.of(DropoutRates.NONE);
    Map<String, Object> constants = unused.toAttributes(sites, Precision.FP32);
    kernels = SandwichKernels.compile(parent, constants, gate);
  }

  /**
   * Returns the combined stream, (tokens, d); differentiable.
   *
   * @param x residual stream, (tokens, d)
   * @param y output of the sublayer after its ReLU, (tokens, d)
   * @param p the gate's matrices, then its bias
   */
  public NDArray join(NDArray x, NDArray y, List<NDArray> p) {
    return kernels.call("gated", p, x, y);
  }

  @Override
  public void close() {
    kernels.close();
  }
}
