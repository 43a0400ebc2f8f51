package io.noisette.bart;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireHeads;

import io.noisette.bart.model.ModelKind;
import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Model sizes that the user can set: layers, dimensions and positions. */
@RecordBuilder
public record BartShape(
    @Setting(
            help =
                "number of encoder layers; the single stack of some objectives has as many layers"
                    + " as --encoder-layers and --decoder-layers together",
            byPreset = true)
        int encoderLayers,
    @Setting(help = "number of decoder layers", byPreset = true) int decoderLayers,
    @Setting(help = "hidden size", byPreset = true) int dModel,
    @Setting(help = "number of attention heads; must divide --d-model", byPreset = true) int heads,
    @Setting(help = "inner dimension of the feed-forward layers", byPreset = true) int ffnDim,
    @Setting(
            help = "maximum sequence length in tokens, which is the number of position embeddings",
            byDefault = "1024")
        int maxPositions)
    implements BartShapeBuilder.With {

  /**
   * More layers than any model has: a limit that keeps a typing error from filling the memory with
   * parameter names.
   */
  private static final int MAX_LAYERS = 1000;

  /** Standard deviation of the weight initialization (docs/papers.md 1.1). */
  private static final double INIT_STD = 0.02;

  public BartShape {
    requireAtLeast("d-model", dModel, 1);
    requireAtLeast("heads", heads, 1);
    requireAtLeast("ffn-dim", ffnDim, 1);
    requireAtLeast("max-positions", maxPositions, 1);
  }

  /** Returns the sizes of a model; heads and feed-forward dimension are those of its encoder. */
  static BartShape of(BartConfig model) {
    return new BartShape(
        model.encoderLayers(),
        model.decoderLayers(),
        model.dModel(),
        model.encoderAttentionHeads(),
        model.encoderFfnDim(),
        model.maxPositionEmbeddings());
  }

  /**
   * Returns the model config for a vocabulary.
   *
   * @throws IllegalArgumentException if the sizes do not fit together
   */
  BartConfig toConfig(
      ModelKind kind, int vocabularySize, double dropout, BartSpecialTokens special) {
    requireHeads(heads, dModel);
    return new BartConfig(
        vocabularySize,
        dModel,
        kind.countEncoderLayers(encoderLayers, decoderLayers),
        kind.countDecoderLayers(encoderLayers, decoderLayers),
        heads,
        heads,
        ffnDim,
        ffnDim,
        maxPositions,
        dropout,
        false,
        INIT_STD,
        special);
  }

  /**
   * Checks the numbers of layers; for a single stack one of them may be 0.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  void requireLayersOf(ModelKind kind) {
    boolean isSingle = kind.isSingleStack();
    requireLayers("encoder-layers", encoderLayers, isSingle && decoderLayers > 0);
    requireLayers("decoder-layers", decoderLayers, isSingle && encoderLayers > 0);
  }

  private static void requireLayers(String key, int layers, boolean mayBeNone) {
    int least = mayBeNone ? 0 : 1;
    if (layers < least || layers > MAX_LAYERS) {
      throw new IllegalArgumentException(
          key + " must be in [" + least + ", " + MAX_LAYERS + "], not " + layers);
    }
  }
}
