package io.noisette.model;

import ai.djl.ndarray.types.Shape;
import io.noisette.model.ParameterSpec.Start;
import java.util.ArrayList;
import java.util.List;

/** The parameters of BART, in the order in which the kernels take them (papers.md 1.1). */
final class BartLayout {

  static final String SHARED = "model.shared.weight";

  private final BartConfig config;
  private final List<ParameterSpec> specs = new ArrayList<>();

  private BartLayout(BartConfig config) {
    this.config = config;
  }

  static List<ParameterSpec> of(BartConfig config) {
    BartLayout layout = new BartLayout(config);
    layout.matrix(SHARED, config.vocabSize(), config.dModel(), Start.NORMAL_BUT_PAD);
    layout.stack("model.encoder.", config.encoderLayers(), config.encoderFfnDim(), false);
    layout.stack("model.decoder.", config.decoderLayers(), config.decoderFfnDim(), true);
    return List.copyOf(layout.specs);
  }

  /** Names of what the embed kernel takes; {@code stack} is {@code model.encoder.} or decoder. */
  static List<String> embedding(String stack) {
    return List.of(
        SHARED,
        stack + "embed_positions.weight",
        stack + "layernorm_embedding.weight",
        stack + "layernorm_embedding.bias");
  }

  static List<String> encoderLayer(int layer) {
    return layer(new BartLayout.Names("model.encoder.layers." + layer + "."), false);
  }

  static List<String> decoderLayer(int layer) {
    return layer(new BartLayout.Names("model.decoder.layers." + layer + "."), true);
  }

  private static List<String> layer(Names names, boolean decoder) {
    names.attention("self_attn").pair("self_attn_layer_norm");
    if (decoder) {
      names.attention("encoder_attn").pair("encoder_attn_layer_norm");
    }
    return names.pair("fc1").pair("fc2").pair("final_layer_norm").all;
  }

  private void stack(String prefix, int layers, int ffn, boolean decoder) {
    int d = config.dModel();
    int rows = config.maxPositionEmbeddings() + BartConfig.POSITION_OFFSET;
    matrix(prefix + "embed_positions.weight", rows, d, Start.NORMAL_BUT_PAD);
    norm(prefix + "layernorm_embedding");
    for (int i = 0; i < layers; i++) {
      String layer = prefix + "layers." + i + ".";
      attention(layer + "self_attn");
      if (decoder) {
        attention(layer + "encoder_attn");
      }
      linear(layer + "fc1", ffn, d);
      linear(layer + "fc2", d, ffn);
      norm(layer + "final_layer_norm");
    }
  }

  private void attention(String name) {
    int d = config.dModel();
    for (String projection : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
      linear(name + "." + projection, d, d);
    }
    norm(name + "_layer_norm");
  }

  private void linear(String name, int out, int in) {
    matrix(name + ".weight", out, in, Start.NORMAL);
    specs.add(new ParameterSpec(name + ".bias", new Shape(out), Start.ZERO));
  }

  private void norm(String name) {
    Shape width = new Shape(config.dModel());
    specs.add(new ParameterSpec(name + ".weight", width, Start.ONE));
    specs.add(new ParameterSpec(name + ".bias", width, Start.ZERO));
  }

  private void matrix(String name, int rows, int columns, Start start) {
    specs.add(new ParameterSpec(name, new Shape(rows, columns), start));
  }

  /** Collects names of weights and biases under one prefix. */
  private static final class Names {

    private final String prefix;
    private final List<String> all = new ArrayList<>();

    Names(String prefix) {
      this.prefix = prefix;
    }

    Names attention(String name) {
      return pair(name + ".q_proj")
          .pair(name + ".k_proj")
          .pair(name + ".v_proj")
          .pair(name + ".out_proj");
    }

    Names pair(String name) {
      all.add(prefix + name + ".weight");
      all.add(prefix + name + ".bias");
      return this;
    }
  }
}
