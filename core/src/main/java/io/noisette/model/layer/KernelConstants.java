package io.noisette.model.layer;

import io.noisette.engine.Precision;
import io.noisette.model.Activation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the kernels of a stack of layers know beforehand.
 *
 * @param heads of its attention
 * @param pad row of the word table that takes no gradient from its lookups
 * @param activation of its feed-forward layers
 * @param embedScale what word vectors are multiplied by
 * @param normEpsilon added to the variance in its norms
 */
public record KernelConstants(
    int heads, int pad, Activation activation, double embedScale, double normEpsilon) {

  /** The attributes of {@code TransformerKernels.py}, in its order. */
  public Map<String, Object> toAttributes(DropoutSites sites, Precision precision) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("heads", heads);
    attributes.put("pad", pad);
    attributes.put("activation", activation.getNumber());
    attributes.put("embed_scale", embedScale);
    attributes.put("norm_epsilon", normEpsilon);
    attributes.put("dropout_scale", sites.hidden().getScale());
    attributes.put("attention_scale", sites.attention().getScale());
    attributes.put("activation_scale", sites.activation().getScale());
    attributes.put("bf16", precision.isBf16());
    return attributes;
  }
}
