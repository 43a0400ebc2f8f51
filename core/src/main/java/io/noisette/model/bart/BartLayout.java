package io.noisette.model.bart;

import io.noisette.model.ModelFamily;
import io.noisette.model.ModelTask;
import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterSpec.Start;
import io.noisette.model.layer.LayoutBuilder;
import io.noisette.model.weights.TensorNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Names, shapes and initialization of BART's parameters, in the order in which the kernels take
 * them (docs/papers.md 1.1).
 */
public final class BartLayout {

  static final String SHARED = "model.shared.weight";

  /** Names of the two linear layers of the classification head. */
  public static final List<String> CLASSIFIER_HEAD =
      List.of("classification_head.dense", "classification_head.out_proj");

  static final String SPAN_HEAD = "qa_outputs";

  private BartLayout() {}

  /**
   * Returns the parameters below any head, which are all parameters of BART for conditional
   * generation.
   */
  public static List<ParameterSpec> of(BartConfig config) {
    LayoutBuilder layout = new LayoutBuilder();
    layout.matrix(SHARED, config.vocabSize(), config.dModel(), Start.NORMAL_BUT_PAD);
    stack(layout, config, "model.encoder.", config.encoderLayers(), config.encoderFfnDim(), false);
    stack(layout, config, "model.decoder.", config.decoderLayers(), config.decoderFfnDim(), true);
    return layout.build();
  }

  /**
   * Returns the parameters of a model for a task.
   *
   * @param labels number of labels of a classifier, otherwise ignored
   */
  public static List<ParameterSpec> of(BartConfig config, ModelTask task, int labels) {
    LayoutBuilder layout = new LayoutBuilder().all(of(config));
    int d = config.dModel();
    if (task == ModelTask.SEQUENCE_CLASSIFICATION) {
      layout.linear(CLASSIFIER_HEAD.get(0), d, d).linear(CLASSIFIER_HEAD.get(1), labels, d);
    }
    if (task == ModelTask.QUESTION_ANSWERING) {
      layout.linear(SPAN_HEAD, 2, d);
    }
    return layout.build();
  }

  /** Returns the mapping from tensor names in older files to the current ones. */
  public static TensorNames tensorNames() {
    return TensorNames.of(
        ModelFamily.BART.getPrefix(),
        List.of("shared.", "encoder.", "decoder."),
        Map.of(
            "lm_head.weight", SHARED,
            "model.encoder.embed_tokens.weight", SHARED,
            "model.decoder.embed_tokens.weight", SHARED));
  }

  /**
   * Returns the parameter names for the embed kernel.
   *
   * @param stack {@code model.encoder.} or {@code model.decoder.}
   */
  public static List<String> embedding(String stack) {
    return List.of(
        SHARED,
        stack + "embed_positions.weight",
        stack + "layernorm_embedding.weight",
        stack + "layernorm_embedding.bias");
  }

  /** Returns the parameter names of an encoder layer, in the order of the kernel. */
  public static List<String> encoderLayer(int layer) {
    return layer("model.encoder.layers." + layer + ".", false);
  }

  /** Returns the parameter names of a decoder layer, in the order of the kernel. */
  public static List<String> decoderLayer(int layer) {
    return layer("model.decoder.layers." + layer + ".", true);
  }

  private static List<String> layer(String prefix, boolean decoder) {
    List<String> parts = new ArrayList<>(attention(prefix + "self_attn"));
    if (decoder) {
      parts.addAll(attention(prefix + "encoder_attn"));
    }
    parts.addAll(List.of(prefix + "fc1", prefix + "fc2", prefix + "final_layer_norm"));
    return LayoutBuilder.pairs(parts);
  }

  private static List<String> attention(String name) {
    return List.of(
        name + ".q_proj",
        name + ".k_proj",
        name + ".v_proj",
        name + ".out_proj",
        name + "_layer_norm");
  }

  private static void stack(
      LayoutBuilder layout,
      BartConfig config,
      String prefix,
      int layers,
      int ffn,
      boolean decoder) {
    int d = config.dModel();
    int rows = config.maxPositionEmbeddings() + BartConfig.POSITION_OFFSET;
    layout.matrix(prefix + "embed_positions.weight", rows, d, Start.NORMAL_BUT_PAD);
    layout.norm(prefix + "layernorm_embedding", d);
    for (int i = 0; i < layers; i++) {
      String layer = prefix + "layers." + i + ".";
      addAttention(layout, layer + "self_attn", d);
      if (decoder) {
        addAttention(layout, layer + "encoder_attn", d);
      }
      layout.linear(layer + "fc1", ffn, d).linear(layer + "fc2", d, ffn);
      layout.norm(layer + "final_layer_norm", d);
    }
  }

  private static void addAttention(LayoutBuilder layout, String name, int d) {
    List<String> parts = attention(name);
    parts.subList(0, 4).forEach(projection -> layout.linear(projection, d, d));
    layout.norm(parts.get(4), d);
  }
}
