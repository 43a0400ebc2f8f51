package io.noisette.model.training;

import ai.djl.ndarray.NDManager;
import io.noisette.engine.KernelFunction;
import io.noisette.engine.Kernels;
import io.noisette.engine.Precision;
import io.noisette.engine.ScalarType;
import io.noisette.model.layer.DropoutSites;
import io.noisette.model.layer.KernelConstants;
import java.util.LinkedHashMap;
import java.util.Map;

/** TorchScript kernels of layers for training, with {@code PaddedAttention.py} among them. */
public final class LayerKernels implements AutoCloseable {

  private final Kernels kernels;
  private final int heads;
  private final DropoutSites sites;

  private LayerKernels(Kernels kernels, int heads, DropoutSites sites) {
    this.kernels = kernels;
    this.heads = heads;
    this.sites = sites;
  }

  /**
   * Compiles the TorchScript kernels of layers.
   *
   * @param parent names the device
   * @param owner class in the package of the source
   * @param name of the source
   * @param own values of the constants that only this source declares
   * @param sites sources of the layers' dropout masks, which the caller starts before each pass
   * @param precision of everything between the layers; sums of gradients are in fp32
   */
  public static LayerKernels compile(
      NDManager parent,
      Class<?> owner,
      String name,
      KernelConstants constants,
      Map<String, Object> own,
      DropoutSites sites,
      Precision precision) {
    Map<String, Object> values = new LinkedHashMap<>(constants.toMap(sites, precision));
    values.remove("bf16");
    values.put("element", elementOf(precision));
    values.putAll(own);
    Kernels kernels = Kernels.compile(parent, owner, name, values);
    return new LayerKernels(kernels, constants.heads(), sites);
  }

  /** Returns the element type of what flows through the layers. */
  public static ScalarType elementOf(Precision precision) {
    return precision.isBf16() ? ScalarType.BFLOAT16 : ScalarType.FLOAT32;
  }

  /** Returns the compiled functions. */
  public Kernels getKernels() {
    return kernels;
  }

  /** Frees the native memory; no thread may use it meanwhile. */
  @Override
  public void close() {
    kernels.close();
  }

  KernelFunction function(String name) {
    return kernels.function(name);
  }

  int getHeads() {
    return heads;
  }

  DropoutSites getSites() {
    return sites;
  }
}
