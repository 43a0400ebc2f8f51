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

/** A {@link Gate} by itself; within a sublayer it is part of the sublayer's call. */
public final class GateKernel implements AutoCloseable {

  private final Kernels kernels;

  /**
   * @param parent names the device
   */
  public GateKernel(NDManager parent, Gate gate) {
    KernelConstants unused = new KernelConstants(1, 0, Activation.RELU, 1, 1e-5);
    DropoutSites sites = DropoutSites.of(DropoutRates.NONE);
    Map<String, Object> constants = unused.toAttributes(sites, Precision.FP32);
    kernels = SandwichKernels.compile(parent, constants, gate);
  }

  /**
   * Joins, differentiably.
   *
   * @param x what goes past the sublayer, (tokens, d)
   * @param y what the sublayer made, behind its ReLU, (tokens, d)
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
