package io.noisette.bart;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireHeads;

import io.noisette.model.bart.BartConfig;
import io.noisette.model.bart.BartSpecialTokens;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;

/** Model sizes that the user can set: layers, dimensions and positions. */
@RecordBuilder
public record BartShape(
    @Setting(help = "number of encoder layers", byPreset = true) int encoderLayers,
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
    requireLayers("encoder-layers", encoderLayers);
    requireLayers("decoder-layers", decoderLayers);
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
  BartConfig toConfig(int vocabularySize, double dropout, BartSpecialTokens special) {
    requireHeads(heads, dModel);
    return new BartConfig(
        vocabularySize,
        dModel,
        encoderLayers,
        decoderLayers,
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

  private static void requireLayers(String key, int layers) {
    if (layers < 1 || layers > MAX_LAYERS) {
      throw new IllegalArgumentException(
          key + " must be in [1, " + MAX_LAYERS + "], not " + layers);
    }
  }
}
