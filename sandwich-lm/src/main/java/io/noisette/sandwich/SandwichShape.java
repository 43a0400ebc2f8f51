package io.noisette.sandwich;

import io.noisette.model.DropoutRates;
import io.noisette.model.Gate;
import io.noisette.model.LanguageTokens;
import io.noisette.model.SandwichConfig;
import io.noisette.model.SublayerPattern;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model's shape, as settings. */
@RecordBuilder
public record SandwichShape(
    @Setting(
            help =
                "order of the sublayers: letters s (self-attention) and f (feed-forward), or"
                    + " sandwich(N,K), interleaved(N), balanced(N,seed=S), budget(UNITS,seed=S)",
            placeholder = "ORDER",
            byPreset = true)
        String ordering,
    @Setting(help = "width of the hidden states", byPreset = true) int dModel,
    @Setting(help = "attention heads; they divide d-model", byPreset = true) int heads,
    @Setting(help = "inner width of the feed-forward sublayers", byPreset = true) int ffnDim,
    @Setting(
            help =
                "ids at which the bands of rarer words begin, whose vectors are narrower; 0: one"
                    + " table and one softmax for all",
            byPreset = true)
        List<Integer> cutoffs,
    @Setting(help = "how many times narrower each band is than the one before", byDefault = "4")
        int adaptiveFactor,
    @Setting(help = "a norm behind the last sublayer; the paper's model has none")
        boolean finalNorm,
    @Setting(help = "how the output of a sublayer joins what goes past it", byDefault = "none")
        Gate gate,
    @Setting(
            help = "longest window the model can ever read (default: sequence-length)",
            placeholder = "N")
        @Nullable Integer maxPositions)
    implements SandwichShapeBuilder.With {

  private static final double LAYER_NORM_EPS = 1e-5; // PyTorch's
  private static final List<Integer> NO_CUTOFFS = List.of(0);

  public SandwichShape {
    cutoffs = List.copyOf(cutoffs);
    SublayerPattern.parse(ordering); // refuses what it does not know
  }

  /** The shape of a model, in the words of this one where they mean the same. */
  SandwichShape ofModel(SandwichConfig model, int sequenceLength) {
    boolean isSameOrder = SublayerPattern.parse(ordering).equals(model.sublayers());
    boolean isSameLength = maxPositions == null && model.maxPositions() == sequenceLength;
    return new SandwichShape(
        isSameOrder ? ordering : model.sublayers().letters(),
        model.hiddenSize(),
        model.numAttentionHeads(),
        model.intermediateSize(),
        model.cutoffs().isEmpty() ? NO_CUTOFFS : model.cutoffs(),
        model.adaptiveFactor(),
        model.finalNorm(),
        model.gate(),
        isSameLength ? null : model.maxPositions());
  }

  /**
   * What these are of a vocabulary.
   *
   * @param sequenceLength the longest window, unless there is a setting of its own
   * @throws IllegalArgumentException if they do not fit together
   */
  SandwichConfig toConfig(
      int vocabularySize, int sequenceLength, LanguageTokens tokens, DropoutRates dropout) {
    return new SandwichConfig(
        vocabularySize,
        dModel,
        heads,
        ffnDim,
        SublayerPattern.parse(ordering),
        cutoffs.equals(NO_CUTOFFS) ? List.of() : cutoffs,
        adaptiveFactor,
        finalNorm,
        gate,
        LAYER_NORM_EPS,
        maxPositions == null ? sequenceLength : maxPositions,
        tokens,
        dropout);
  }
}
