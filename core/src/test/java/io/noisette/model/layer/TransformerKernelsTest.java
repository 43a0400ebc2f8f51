package io.noisette.model.layer;

import static io.noisette.model.layer.LayerComparison.CONFIG;
import static io.noisette.model.layer.LayerComparison.DECODER_LAYER;
import static io.noisette.model.layer.LayerComparison.EMBEDDING;
import static io.noisette.model.layer.LayerComparison.ENCODER_LAYER;
import static io.noisette.model.layer.LayerComparison.random;
import static io.noisette.model.layer.LayerComparison.tokens;
import static io.noisette.model.layer.LayerComparison.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.noisette.engine.Parameters;
import io.noisette.model.Activation;
import io.noisette.model.PackedTokens;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.layer.LayerComparison.Pass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kernel equals the equations, in its output and in every gradient. */
final class TransformerKernelsTest {

  private static LayerComparison comparison;
  private static TransformerKernels encoder;
  private static TransformerKernels decoder;

  @BeforeAll
  static void compile() {
    comparison = new LayerComparison();
    encoder = comparison.compile(CONFIG, CONFIG.encoderAttentionHeads());
    decoder = comparison.compile(CONFIG, CONFIG.decoderAttentionHeads());
  }

  @AfterAll
  static void close() {
    encoder.close();
    decoder.close();
    comparison.close();
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
    comparison.compare(
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
    comparison.compare(
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
    try (TransformerKernels kernels = comparison.compile(config, config.encoderAttentionHeads())) {
      compareEncoderLayers(kernels, config, tokens(5, 3), false);
    }
  }

  private static void compareEncoderLayers(
      TransformerKernels kernels, BartConfig config, PackedTokens tokens, boolean dropout) {
    String layer = "model.encoder.layers.1.";
    comparison.compare(
        with(ENCODER_LAYER, layer),
        dropout,
        List.of(tokens.getSize()),
        pass -> {
          List<NDArray> p =
              kernels.tensorsOf("encoder_layer", BartLayout.encoderLayer(1), pass.parameters);
          return kernels.encoderLayer(pass.inputs.get(0), Segments.of(pass.scope, tokens), p);
        },
        pass ->
            pass.equations(config)
                .encoderLayer(
                    pass.inputs.get(0), Segments.of(pass.scope, tokens), pass.parameters, layer));
  }

  @ParameterizedTest
  @MethodSource("lengthsAndDropout")
  void decoderLayersAreTheEquations(int[] lengths, boolean dropout) {
    PackedTokens target = tokens(lengths);
    PackedTokens source = tokens(reversed(lengths)); // other lengths than the target's
    String layer = "model.decoder.layers.0.";
    comparison.compare(
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
    try (NDManager scope = comparison.newScope()) {
      Pass pass =
          comparison.newPass(scope, with(ENCODER_LAYER, "model.encoder.layers.0."), List.of(3));
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
    try (NDManager scope = comparison.newScope()) {
      IllegalArgumentException e =
          assertThrows(
              IllegalArgumentException.class,
              () -> encoder.tensorsOf("encoder_layer", names, new Parameters(scope)));
      assertEquals(
          "TransformerKernels.encoder_layer: p needs attention.k.weight, which is missing",
          e.getMessage());
    }
  }

  @Test
  void logitsAreTheEquation() {
    try (NDManager scope = comparison.newScope()) {
      NDArray hidden = random(scope, 2, 9, 24);
      NDArray words = random(scope, 3, 61, 24);
      NDArray bias = random(scope, 4, 1, 61);
      NDArray expected =
          comparison.newPass(scope, List.of(), List.of()).equations().logits(hidden, words, bias);
      Closeness.assertClose("logits", expected, decoder.logits(hidden, words, bias));
    }
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

  private static int[] reversed(int[] lengths) {
    int[] reversed = new int[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      reversed[i] = lengths[lengths.length - 1 - i] + 1;
    }
    return reversed;
  }
}
