package io.noisette.model.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.noisette.engine.Autograd;
import io.noisette.engine.Parameters;
import io.noisette.engine.Precision;
import io.noisette.engine.Torch;
import io.noisette.model.Activation;
import io.noisette.model.DropoutRates;
import io.noisette.model.PackedTokens;
import io.noisette.model.ParameterSpec;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.SmallModels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kernel equals the equations, in its output and in every gradient. */
final class TransformerKernelsTest {

  private static final BartConfig CONFIG =
      SmallModels.config(0).withDropout(new DropoutRates(0.25, 0.2, 0.15, 0));
  private static final DropoutSites SITES = DropoutSites.of(CONFIG.getDropoutRates());

  /** What transformers calls the tensors of embeddings and layers, written out. */
  private static final List<String> EMBEDDING =
      List.of("embed_positions.weight", "layernorm_embedding.weight", "layernorm_embedding.bias");

  private static final List<String> ENCODER_LAYER =
      List.of(
          "self_attn.q_proj.weight",
          "self_attn.q_proj.bias",
          "self_attn.k_proj.weight",
          "self_attn.k_proj.bias",
          "self_attn.v_proj.weight",
          "self_attn.v_proj.bias",
          "self_attn.out_proj.weight",
          "self_attn.out_proj.bias",
          "self_attn_layer_norm.weight",
          "self_attn_layer_norm.bias",
          "fc1.weight",
          "fc1.bias",
          "fc2.weight",
          "fc2.bias",
          "final_layer_norm.weight",
          "final_layer_norm.bias");

  private static final List<String> DECODER_LAYER =
      Stream.concat(
              ENCODER_LAYER.stream(),
              Stream.of(
                  "encoder_attn.q_proj.weight",
                  "encoder_attn.q_proj.bias",
                  "encoder_attn.k_proj.weight",
                  "encoder_attn.k_proj.bias",
                  "encoder_attn.v_proj.weight",
                  "encoder_attn.v_proj.bias",
                  "encoder_attn.out_proj.weight",
                  "encoder_attn.out_proj.bias",
                  "encoder_attn_layer_norm.weight",
                  "encoder_attn_layer_norm.bias"))
          .toList();

  private static NDManager manager;
  private static TransformerKernels encoder;
  private static TransformerKernels decoder;

  @BeforeAll
  static void compile() {
    manager = Torch.newManager("cpu");
    encoder = kernels(CONFIG, CONFIG.encoderAttentionHeads());
    decoder = kernels(CONFIG, CONFIG.decoderAttentionHeads());
  }

  @AfterAll
  static void close() {
    encoder.close();
    decoder.close();
    manager.close();
  }

  static List<Arguments> lengthsAndDropout() {
    List<Arguments> all = new ArrayList<>();
    int[][] lengths = {{1}, {2}, {7}, {33}, {33, 1, 7, 2, 7}};
    for (int[] each : lengths) {
      all.add(Arguments.of(each, false));
      all.add(Arguments.of(each, true));
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("lengthsAndDropout")
  void embeddingsAreTheEquations(int[] lengths, boolean dropout) {
    PackedTokens tokens = tokens(lengths);
    compare(
        with("model.shared.weight", EMBEDDING, "model.decoder."),
        dropout,
        List.of(),
        pass -> decoder.embed(ids(pass, tokens), places(pass, tokens), null, embedding(pass)),
        pass ->
            pass.equations()
                .embed(
                    ids(pass, tokens),
                    places(pass, tokens),
                    null,
                    pass.parameters,
                    "model.decoder."));
  }

  @Test
  void whatIsAddedToWordVectorsHasAGradient() {
    PackedTokens tokens = tokens(7, 2);
    compare(
        with("model.shared.weight", EMBEDDING, "model.decoder."),
        true,
        List.of(tokens.getSize()),
        pass ->
            decoder.embed(
                ids(pass, tokens), places(pass, tokens), pass.inputs.get(0), embedding(pass)),
        pass ->
            pass.equations()
                .embed(
                    ids(pass, tokens),
                    places(pass, tokens),
                    pass.inputs.get(0),
                    pass.parameters,
                    "model.decoder."));
  }

  @ParameterizedTest
  @MethodSource("lengthsAndDropout")
  void encoderLayersAreTheEquations(int[] lengths, boolean dropout) {
    compareEncoderLayers(encoder, CONFIG, tokens(lengths), dropout);
  }

  @ParameterizedTest
  @EnumSource
  void activationsAreTheEquations(Activation activation) {
    BartConfig config = CONFIG.with(it -> it.activation(activation));
    try (TransformerKernels kernels = kernels(config, config.encoderAttentionHeads())) {
      compareEncoderLayers(kernels, config, tokens(5, 3), false);
    }
  }

  private static void compareEncoderLayers(
      TransformerKernels kernels, BartConfig config, PackedTokens tokens, boolean dropout) {
    String layer = "model.encoder.layers.1.";
    compare(
        with(ENCODER_LAYER, layer),
        dropout,
        List.of(tokens.getSize()),
        pass -> {
          List<NDArray> p =
              kernels.tensorsOf("encoder_layer", BartLayout.encoderLayer(1), pass.parameters);
          return kernels.encoderLayer(pass.inputs.get(0), Segments.of(pass.scope, tokens), p);
        },
        pass ->
            new EagerBart(pass.scope, config, SITES)
                .encoderLayer(
                    pass.inputs.get(0), Segments.of(pass.scope, tokens), pass.parameters, layer));
  }

  @ParameterizedTest
  @MethodSource("lengthsAndDropout")
  void decoderLayersAreTheEquations(int[] lengths, boolean dropout) {
    PackedTokens target = tokens(lengths);
    PackedTokens source = tokens(reversed(lengths)); // other lengths than the target's
    String layer = "model.decoder.layers.0.";
    compare(
        with(DECODER_LAYER, layer),
        dropout,
        List.of(target.getSize(), source.getSize()),
        pass -> {
          List<NDArray> p =
              decoder.tensorsOf("decoder_layer", BartLayout.decoderLayer(0), pass.parameters);
          return decoder.decoderLayer(
              pass.inputs.get(0),
              Segments.of(pass.scope, target),
              pass.inputs.get(1),
              Segments.of(pass.scope, source),
              p);
        },
        pass ->
            pass.equations()
                .decoderLayer(
                    pass.inputs.get(0),
                    Segments.of(pass.scope, target),
                    pass.inputs.get(1),
                    Segments.of(pass.scope, source),
                    pass.parameters,
                    layer));
  }

  @Test
  void aListThatIsOneTensorShortIsAnErrorThatNamesLayerAndTensor() {
    try (NDManager scope = manager.newSubManager()) {
      Pass pass = new Pass(scope, with(ENCODER_LAYER, "model.encoder.layers.0."), List.of(3));
      List<NDArray> p =
          encoder.tensorsOf("encoder_layer", BartLayout.encoderLayer(0), pass.parameters);
      Segments segments = Segments.of(scope, tokens(3));
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> encoder.encoderLayer(pass.inputs.get(0), segments, p.subList(0, 15)));
      assertEquals(
          "TransformerKernels.encoder_layer: p needs the 16 tensors of EncoderLayer, not 15:"
              + " final_norm.bias is missing",
          e.getMessage());
    }
  }

  @Test
  void aLayoutWithoutATensorIsAnErrorThatNamesIt() {
    Map<String, String> names = new HashMap<>(BartLayout.encoderLayer(0));
    names.remove("attention.k");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> encoder.tensorsOf("encoder_layer", names, new Parameters(manager)));
    assertEquals(
        "TransformerKernels.encoder_layer: p needs attention.k.weight, which is missing",
        e.getMessage());
  }

  @Test
  void logitsAreTheEquation() {
    try (NDManager scope = manager.newSubManager()) {
      NDArray hidden = random(scope, 2, 9, 24);
      NDArray words = random(scope, 3, 61, 24);
      NDArray bias = random(scope, 4, 1, 61);
      NDArray expected = new EagerBart(scope, CONFIG, SITES).logits(hidden, words, bias);
      Closeness.assertClose("logits", expected, decoder.logits(hidden, words, bias));
    }
  }

  /** What both ways to compute an output are given, each its own. */
  private static final class Pass {
    final NDManager scope;
    final Parameters parameters;
    final List<NDArray> inputs = new ArrayList<>();

    Pass(NDManager scope, List<String> names, List<Integer> rows) {
      this.scope = scope;
      parameters = new Parameters(scope);
      for (ParameterSpec spec : BartLayout.of(CONFIG)) {
        if (names.contains(spec.name())) {
          parameters.add(spec.name(), spec.shape(), SmallModels.valuesOf(spec));
        }
      }
      for (int count : rows) {
        NDArray input = random(scope, inputs.size(), count, CONFIG.dModel());
        input.setRequiresGradient(true);
        inputs.add(input);
      }
    }

    EagerBart equations() {
      return new EagerBart(scope, CONFIG, SITES);
    }
  }

  private static void compare(
      List<String> names,
      boolean dropout,
      List<Integer> rows,
      Function<Pass, NDArray> kernel,
      Function<Pass, NDArray> equations) {
    try (NDManager scope = manager.newSubManager()) {
      List<NDArray> expected = run(new Pass(scope, names, rows), names, dropout, equations);
      List<NDArray> actual = run(new Pass(scope, names, rows), names, dropout, kernel);
      Closeness.assertClose("output", expected.get(0), actual.get(0));
      List<NDArray> gradients = expected.subList(1, expected.size());
      double largest =
          gradients.stream().mapToDouble(g -> g.abs().max().toFloatArray()[0]).max().orElse(0);
      for (int i = 1; i < expected.size(); i++) {
        String what = "gradient of " + (i <= names.size() ? names.get(i - 1) : "the input");
        float[] truth = expected.get(i).toFloatArray();
        // The gradient of a key's bias is 0: both have rounding there.
        Closeness.assertClose(what, truth, actual.get(i).toFloatArray(), largest / 10);
      }
    }
  }

  /** The output, and the gradients of parameters and inputs for a random output gradient. */
  private static List<NDArray> run(
      Pass pass, List<String> names, boolean dropout, Function<Pass, NDArray> forward) {
    SITES.start(dropout ? 99L : null);
    NDArray output = Autograd.recorded(() -> forward.apply(pass));
    NDArray gradient = random(pass.scope, 77, (int) output.getShape().get(0), CONFIG.dModel());
    Autograd.backward(output, gradient);
    List<NDArray> results = new ArrayList<>(List.of(output));
    names.forEach(name -> results.add(pass.parameters.getGradient(name)));
    pass.inputs.forEach(input -> results.add(input.getGradient()));
    return results;
  }

  private static NDArray ids(Pass pass, PackedTokens tokens) {
    return tokens.toIds(pass.scope);
  }

  private static NDArray places(Pass pass, PackedTokens tokens) {
    return tokens.toPositions(pass.scope, BartConfig.POSITION_OFFSET);
  }

  private static List<NDArray> embedding(Pass pass) {
    return decoder.tensorsOf("embed", BartLayout.embedding("model.decoder."), pass.parameters);
  }

  /** Names with a prefix. */
  private static List<String> with(List<String> names, String prefix) {
    return names.stream().map(name -> prefix + name).toList();
  }

  private static List<String> with(String first, List<String> names, String prefix) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(with(names, prefix));
    return all;
  }

  private static TransformerKernels kernels(BartConfig config, int heads) {
    KernelConstants constants =
        new KernelConstants(heads, config.activation(), Math.sqrt(config.dModel()), 1e-5);
    return new TransformerKernels(manager, constants, 1, SITES, Precision.FP32);
  }

  private static PackedTokens tokens(int... lengths) {
    return PackedTokens.of(SmallModels.sequences(CONFIG.vocabSize(), 5, lengths));
  }

  private static int[] reversed(int[] lengths) {
    int[] reversed = new int[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      reversed[i] = lengths[lengths.length - 1 - i] + 1;
    }
    return reversed;
  }

  private static NDArray random(NDManager scope, long seed, int rows, int columns) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Parameters.copy(scope, new Shape(rows, columns), values);
  }
}
