package io.noisette.model.sandwich;

import io.noisette.model.ParameterSpec;
import io.noisette.model.ParameterSpec.Start;
import io.noisette.model.layer.LayoutBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Names, shapes and initialization of a {@link SandwichModel}'s parameters, with their names in the
 * kernels.
 */
public final class SandwichLayout {

  static final String WORDS = "embed_tokens.weight";
  static final String CLASSES = "adaptive_softmax.head.class_projection.weight";
  static final Map<String, String> FINAL_NORM =
      Map.of("weight", "final_norm.weight", "bias", "final_norm.bias");

  private static final List<String> INPUTS = List.of("attention.q", "attention.k", "attention.v");

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
      sublayer(config, i).forEach((role, name) -> add(layout, config, role, name));
      Gate gate = config.gate();
      for (String matrix : gate.getMatrices()) {
        layout.matrix(gatePrefix(i) + matrix, d, d, Start.XAVIER);
      }
      if (gate.hasBias()) {
        layout.vector(gatePrefix(i) + "b", d, gate.getFirstBias() == 1 ? Start.ONE : Start.TWO);
      }
    }
    return layout.build();
  }

  /**
   * Returns the parameter names of a sublayer, by their names in {@code AttentionSublayer} or
   * {@code FeedForwardSublayer} of {@code SandwichKernels.py}, in parameter order.
   */
  static Map<String, String> sublayer(SandwichConfig config, int sublayer) {
    String prefix = prefix(sublayer);
    Map<String, String> names = new LinkedHashMap<>();
    names.put("norm", prefix + "norm");
    if (config.sublayers().isAttention(sublayer)) {
      for (String part : List.of("q", "k", "v", "out")) {
        names.put("attention." + part, prefix + "self_attn." + part + "_proj");
      }
    } else {
      names.put("fc1", prefix + "fc1");
      names.put("fc2", prefix + "fc2");
    }
    return names;
  }

  /**
   * Returns the parameter names of a sublayer's gate, by their names in {@link Gate#getTensors}.
   */
  static Map<String, String> gate(SandwichConfig config, int sublayer) {
    Map<String, String> names = new LinkedHashMap<>();
    config.gate().getTensors().forEach(name -> names.put(name, gatePrefix(sublayer) + name));
    return names;
  }

  /**
   * Returns the names of all bands' embedding matrices, then those of their projections; or the
   * name of the one embedding matrix.
   */
  static List<String> embedding(SandwichConfig config) {
    if (!config.isAdaptive()) {
      return List.of(WORDS);
    }
    int bands = config.bands().size();
    List<String> names = new ArrayList<>();
    IntStream.range(0, bands).forEach(band -> names.add(bandWords(band)));
    IntStream.range(0, bands).forEach(band -> names.add(bandProjection(band)));
    return names;
  }

  /**
   * Returns the names of the softmax head's parameters: embedding matrix of the first band and
   * class projection, or the one embedding matrix.
   */
  static List<String> softmaxHead(SandwichConfig config) {
    return config.isAdaptive() ? List.of(bandWords(0), CLASSES) : List.of(WORDS);
  }

  /** Returns the names of the embedding matrices of the softmax's tails. */
  static List<String> tailWords(SandwichConfig config) {
    return IntStream.rangeClosed(1, config.cutoffs().size())
        .mapToObj(SandwichLayout::bandWords)
        .toList();
  }

  /** Returns the names of the projections to the softmax's tails. */
  static List<String> tailProjections(SandwichConfig config) {
    List<String> all = projections(config);
    return all.subList(Math.min(1, all.size()), all.size());
  }

  /** Returns the names of the projections of all bands, none of a model with one table. */
  static List<String> projections(SandwichConfig config) {
    return IntStream.range(0, config.isAdaptive() ? config.bands().size() : 0)
        .mapToObj(SandwichLayout::bandProjection)
        .toList();
  }

  static String bandWords(int band) {
    return "embed_tokens.bands." + band + ".weight";
  }

  static String bandProjection(int band) {
    return "embed_tokens.bands." + band + ".projection.weight";
  }

  private static void add(LayoutBuilder layout, SandwichConfig config, String role, String name) {
    int d = config.hiddenSize();
    if (role.equals("norm")) {
      layout.norm(name, d);
      return;
    }
    int out = role.equals("fc1") ? config.intermediateSize() : d;
    int in = role.equals("fc2") ? config.intermediateSize() : d;
    boolean isInput = INPUTS.contains(role);
    layout.matrix(name + ".weight", out, in, isInput ? Start.XAVIER_OF_THREE : Start.XAVIER);
    layout.vector(name + ".bias", out, Start.ZERO);
  }

  private static String prefix(int sublayer) {
    return "sublayers." + sublayer + ".";
  }

  private static String gatePrefix(int sublayer) {
    return prefix(sublayer) + "gate.";
  }
}
