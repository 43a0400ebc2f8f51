package io.noisette.model.sandwich;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A {@link Gate} as a separate kernel, for parity checks; models compute gates within the kernel of
 * a sublayer.
 */
public final class GateKernel implements AutoCloseable {

  private final Kernels kernels;
  private final KernelFunction gated;
  private final Gate gate;
  private final List<Integer> places = new ArrayList<>();

  /**
   * Compiles the TorchScript kernel of the gate.
   *
   * @param parent names the device
   */
  public GateKernel(NDManager parent, Gate gate) {
    this.gate = gate;
    Map<String, Object> constants = Map.of("gate", gate.getName(), "bf16", false);
    kernels = Kernels.compile(parent, GateKernel.class, "Gates", constants);
    gated = kernels.function("gated");
    List<String> tensors = gate.getTensors();
    Map<String, String> names = new HashMap<>();
    tensors.forEach(name -> names.put(name, name));
    gate.order(kernels, names).forEach(name -> places.add(tensors.indexOf(name)));
  }

  /**
   * Combines the residual stream {@code x} with a sublayer's output {@code y}, both (tokens, d), by
   * a gate with tensors {@code p}; differentiable.
   *
   * @param x residual stream, (tokens, d)
   * @param y output of the sublayer after its ReLU, (tokens, d)
   * @param p the gate's tensors, in the order of {@link Gate#getTensors}
   */
  public NDArray join(NDArray x, NDArray y, List<NDArray> p) {
    if (p.size() != places.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "p must hold the tensors of the gate %s: %d, not %d",
              gate.getName(),
              places.size(),
              p.size()));
    }
    List<NDArray> ordered = places.stream().map(p::get).toList();
    return gated.call(x.getManager(), x, y, ordered);
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }
}
