package io.noisette.model.layer;

import io.noisette.engine.Precision;
import io.noisette.model.Activation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Constants for the TorchScript kernels of a stack of transformer layers.
 *
 * @param heads number of attention heads
 * @param activation activation function of the feed-forward layers
 * @param embedScale factor of the input embeddings
 * @param normEpsilon epsilon of the layer norms, added to the variance
 */
public record KernelConstants(
    int heads, Activation activation, double embedScale, double normEpsilon) {

  /** Returns the constants that all layer kernels declare, by name. */
  public Map<String, Object> toMap(DropoutSites sites, Precision precision) {
    Map<String, Object> constants = new LinkedHashMap<>();
    constants.put("heads", heads);
    constants.put("activation", activation.getName());
    constants.put("embed_scale", embedScale);
    constants.put("norm_epsilon", normEpsilon);
    constants.put("dropout_scale", sites.hidden().getScale());
    constants.put("attention_scale", sites.attention().getScale());
    constants.put("activation_scale", sites.activation().getScale());
    constants.put("bf16", precision.isBf16());
    return constants;
  }
}
