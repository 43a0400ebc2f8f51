package io.noisette.model.sandwich;

import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterSpec.Start;
import io.noisette.model.layer.LayoutBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Names, shapes and initialization of a {@link SandwichModel}'s parameters, in the order in which
 * the kernels take them.
 */
public final class SandwichLayout {

  static final String WORDS = "embed_tokens.weight";
  static final String CLASSES = "adaptive_softmax.head.class_projection.weight";
  static final List<String> FINAL_NORM = List.of("final_norm.weight", "final_norm.bias");

  private static final List<String> INPUTS =
      List.of("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj");
  private static final String OUTPUT = "self_attn.out_proj";

  private SandwichLayout() {}

  /** Returns all parameters of a model. */
  public static List<ParameterSpec> of(SandwichConfig config) {
    LayoutBuilder layout = new LayoutBuilder();
    int d = config.hiddenSize();
    if (config.isAdaptive()) {
      List<SandwichConfig.Band> bands = config.bands();
      for (int i = 0; i < bands.size(); i++) {
        Start start = i == 0 ? Start.EMBEDDING_BUT_PAD : Start.EMBEDDING;
        layout.matrix(bandWords(i), bands.get(i).size(), bands.get(i).width(), start);
        layout.matrix(bandProjection(i), d, bands.get(i).width(), Start.XAVIER);
      }
      layout.matrix(CLASSES, bands.size() - 1, d, Start.XAVIER);
    } else {
      layout.matrix(WORDS, config.vocabSize(), d, Start.EMBEDDING_BUT_PAD);
    }
    layout.all(sublayers(config));
    if (config.finalNorm()) {
      layout.norm("final_norm", d);
    }
    return layout.build();
  }

  /** Returns the parameters of the sublayers alone. */
  static List<ParameterSpec> sublayers(SandwichConfig config) {
    LayoutBuilder layout = new LayoutBuilder();
    int d = config.hiddenSize();
    for (int i = 0; i < config.sublayers().size(); i++) {
      String prefix = prefix(i);
      layout.norm(prefix + "norm", d);
      if (config.sublayers().isAttention(i)) {
        for (String input : INPUTS) {
          layout.matrix(prefix + input + ".weight", d, d, Start.XAVIER_OF_THREE);
          layout.vector(prefix + input + ".bias", d, Start.ZERO);
        }
        addLinear(layout, prefix + OUTPUT, d, d);
      } else {
        addLinear(layout, prefix + "fc1", config.intermediateSize(), d);
        addLinear(layout, prefix + "fc2", d, config.intermediateSize());
      }
      layout.all(gate(config.gate(), prefix, d));
    }
    return layout.build();
  }

  /**
   * Returns the parameter names for the embed kernel: embedding matrix and projection of each band,
   * or the one embedding matrix.
   */
  static List<String> embedding(SandwichConfig config) {
    if (!config.isAdaptive()) {
      return List.of(WORDS);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= config.cutoffs().size(); i++) {
      names.add(bandWords(i));
      names.add(bandProjection(i));
    }
    return names;
  }

  /**
   * Returns the parameter names for the softmax: embedding matrix of the first band and class
   * projection, then embedding matrix and projection of each tail; or the one embedding matrix.
   */
  static List<String> softmax(SandwichConfig config) {
    if (!config.isAdaptive()) {
      return List.of(WORDS);
    }
    List<String> names = new ArrayList<>(List.of(bandWords(0), CLASSES));
    for (int i = 1; i <= config.cutoffs().size(); i++) {
      names.add(bandWords(i));
      names.add(bandProjection(i));
    }
    return names;
  }

  /** Returns the parameter names of a sublayer, in the order of the kernel. */
  static List<String> sublayer(SandwichConfig config, int sublayer) {
    String prefix = prefix(sublayer);
    List<String> parts = new ArrayList<>(List.of(prefix + "norm"));
    if (config.sublayers().isAttention(sublayer)) {
      INPUTS.forEach(input -> parts.add(prefix + input));
      parts.add(prefix + OUTPUT);
    } else {
      parts.addAll(List.of(prefix + "fc1", prefix + "fc2"));
    }
    List<String> names = new ArrayList<>(LayoutBuilder.pairs(parts));
    gate(config.gate(), prefix, 1).forEach(spec -> names.add(spec.name()));
    return names;
  }

  static String bandWords(int band) {
    return "embed_tokens.bands." + band + ".weight";
  }

  static String bandProjection(int band) {
    return "embed_tokens.bands." + band + ".projection.weight";
  }

  private static String prefix(int sublayer) {
    return "sublayers." + sublayer + ".";
  }

  private static List<ParameterSpec> gate(Gate gate, String prefix, int d) {
    LayoutBuilder layout = new LayoutBuilder();
    for (String matrix : gate.getMatrices()) {
      layout.matrix(prefix + "gate." + matrix, d, d, Start.XAVIER);
    }
    if (gate.hasBias()) {
      layout.vector(prefix + "gate.b", d, gate.getFirstBias() == 1 ? Start.ONE : Start.TWO);
    }
    return layout.build();
  }

  private static void addLinear(LayoutBuilder layout, String name, int out, int in) {
    layout.matrix(name + ".weight", out, in, Start.XAVIER);
    layout.vector(name + ".bias", out, Start.ZERO);
  }
}
