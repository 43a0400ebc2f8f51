package io.noisette.model.layer;

import io.noisette.engine.Precision;
import io.noisette.model.Activation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the kernels of a stack of layers know beforehand.
 *
 * @param heads of its attention
 * @param activation of its feed-forward layers
 * @param embedScale what word vectors are multiplied by
 * @param normEpsilon added to the variance in its norms
 */
public record KernelConstants(
    int heads, Activation activation, double embedScale, double normEpsilon) {

  /** The constants that all kernels of layers declare. */
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
