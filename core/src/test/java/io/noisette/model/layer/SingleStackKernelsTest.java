package io.noisette.model.layer;

import static io.noisette.model.layer.LayerComparison.CONFIG;
import static io.noisette.model.layer.LayerComparison.ENCODER_LAYER;
import static io.noisette.model.layer.LayerComparison.tokens;
import static io.noisette.model.layer.LayerComparison.with;

import ai.djl.ndarray.NDArray;
import io.noisette.model.AttentionMask;
import io.noisette.model.MaskedTokens;
import io.noisette.model.PackedTokens;
import io.noisette.model.bart.BartLayout;
import io.noisette.model.bart.StackSequence.MaskKind;
import io.noisette.model.layer.LayerComparison.Pass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels of single stacks equal the equations, in their output and in every gradient. */
final class SingleStackKernelsTest {

  private static final String LAYER = "model.encoder.layers.1.";
  private static final List<MaskKind> KINDS = List.of(MaskKind.values());

  private static LayerComparison comparison;
  private static TransformerKernels kernels;

  @BeforeAll
  static void compile() {
    comparison = new LayerComparison();
    kernels = comparison.compile(CONFIG, CONFIG.encoderAttentionHeads());
  }

  @AfterAll
  static void close() {
    kernels.close();
    comparison.close();
  }

  static List<Arguments> lengthsAndDropout() {
    return TransformerKernelsTest.lengthsAndDropout();
  }

  @ParameterizedTest
  @MethodSource("lengthsAndDropout")
  void causalLayersAreTheEquations(int[] lengths, boolean dropout) {
    PackedTokens tokens = tokens(lengths);
    MaskedTokens causal = MaskedTokens.of(tokens, AttentionMask.CAUSAL);
    comparison.compare(
        with(ENCODER_LAYER, LAYER),
        dropout,
        List.of(tokens.getSize()),
        pass ->
            kernels.causalLayer(
                pass.inputs.get(0), Segments.of(pass.scope, tokens), tensors("causal_layer", pass)),
        pass -> equations(pass, causal));
  }

  @ParameterizedTest
  @MethodSource("lengthsAndDropout")
  void layersUnderAMaskOfEachSequenceAreTheEquations(int[] lengths, boolean dropout) {
    PackedTokens tokens = tokens(lengths);
    MaskedTokens masked = new MaskedTokens(tokens, masks(lengths));
    comparison.compare(
        with(ENCODER_LAYER, LAYER),
        dropout,
        List.of(tokens.getSize()),
        pass ->
            kernels.maskedLayer(
                pass.inputs.get(0),
                Segments.of(pass.scope, tokens),
                masked.toBias(pass.scope),
                tensors("masked_layer", pass)),
        pass -> equations(pass, masked));
  }

  /** A scattered mask, then those of a multitask masked language model. */
  private static List<AttentionMask> masks(int[] lengths) {
    List<AttentionMask> masks = new ArrayList<>();
    masks.add((query, key) -> key == query || (query + 2 * key) % 3 == 0);
    for (int i = 1; i < lengths.length; i++) {
      masks.add(KINDS.get(i - 1).of(lengths[i]));
    }
    return masks;
  }

  private static List<NDArray> tensors(String function, Pass pass) {
    return kernels.tensorsOf(function, BartLayout.encoderLayer(1), pass.parameters);
  }

  private static NDArray equations(Pass pass, MaskedTokens tokens) {
    return pass.equations()
        .maskedLayer(
            pass.inputs.get(0),
            Segments.of(pass.scope, tokens.packed()),
            tokens.masks(),
            pass.parameters,
            LAYER);
  }
}
