package io.noisette.sandwich;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireHeads;

import io.noisette.model.DropoutRates;
import io.noisette.model.sandwich.Gate;
import io.noisette.model.sandwich.SandwichConfig;
import io.noisette.model.sandwich.SandwichSpecialTokens;
import io.noisette.model.sandwich.SublayerPattern;
import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings of the model: sizes, ordering of the sublayers, adaptive softmax and gates. */
@RecordBuilder
public record SandwichShape(
    @Setting(
            help =
                "order of the sublayers from bottom to top: letters s (self-attention) and"
                    + " f (feed-forward), or sandwich(N,K), interleaved(N),"
                    + " balanced(N,seed=S), budget(UNITS,seed=S)",
            placeholder = "ORDER",
            byPreset = true)
        String ordering,
    @Setting(help = "hidden size", byPreset = true) int dModel,
    @Setting(help = "number of attention heads; must divide --d-model", byPreset = true) int heads,
    @Setting(help = "inner dimension of the feed-forward sublayers", byPreset = true) int ffnDim,
    @Setting(
            help =
                "token ids at which the clusters of rarer words begin, for adaptive softmax"
                    + " and adaptive input embeddings; 0: one full softmax",
            byPreset = true)
        List<Integer> cutoffs,
    @Setting(
            help =
                "factor by which the embedding dimension shrinks from each cluster of"
                    + " --cutoffs to the next",
            byDefault = "4")
        int adaptiveFactor,
    @Setting(
            help =
                "add a layer norm after the last sublayer; the Sandwich paper's model has"
                    + " none")
        boolean finalNorm,
    @Setting(
            help =
                "combination of each sublayer's output with the residual stream: none"
                    + " (plain addition) or a gating layer of GTrXL",
            byDefault = "none")
        Gate gate,
    @Setting(
            help =
                "maximum sequence length that the model can read, in tokens (default:"
                    + " --sequence-length)",
            placeholder = "N")
        @Nullable Integer maxPositions)
    implements SandwichShapeBuilder.With {

  private static final double LAYER_NORM_EPS = 1e-5; // PyTorch's
  private static final List<Integer> NO_CUTOFFS = List.of(0);

  public SandwichShape {
    cutoffs = List.copyOf(cutoffs);
    requireAtLeast("heads", heads, 1);
    requireAtLeast("ffn-dim", ffnDim, 1);
    requireAtLeast("adaptive-factor", adaptiveFactor, 1);
    if (maxPositions != null) {
      requireAtLeast("max-positions", maxPositions, 1);
    }
    SublayerPattern.parse(ordering); // throws if it is invalid
  }

  /**
   * Returns the settings of a stored model; values that mean the same as in this are kept as
   * written here.
   */
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
   * Returns the model config for a vocabulary.
   *
   * @param sequenceLength maximum number of tokens in a window, if {@code maxPositions} is not set
   * @throws IllegalArgumentException if the settings do not fit together, or do not fit the
   *     vocabulary
   */
  SandwichConfig toConfig(
      int vocabularySize, int sequenceLength, SandwichSpecialTokens tokens, DropoutRates dropout) {
    if (dModel < 4 || dModel % 2 != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--d-model must be even, for the sinusoidal position embeddings, and at least 4, not"
                  + " %d",
              dModel));
    }
    requireHeads(heads, dModel);
    List<Integer> bands = isFullSoftmax() ? List.of() : cutoffs;
    requireCutoffs(bands, vocabularySize, tokens.pad());
    return new SandwichConfig(
        vocabularySize,
        dModel,
        heads,
        ffnDim,
        SublayerPattern.parse(ordering),
        bands,
        adaptiveFactor,
        finalNorm,
        gate,
        LAYER_NORM_EPS,
        maxPositions == null ? sequenceLength : maxPositions,
        tokens,
        dropout);
  }

  /** Returns a copy without the clusters that would begin behind the end of a vocabulary. */
  SandwichShape withCutoffsBelow(int vocabularySize) {
    List<Integer> below = cutoffs.stream().filter(cutoff -> cutoff < vocabularySize).toList();
    return with(it -> it.cutoffs(below.isEmpty() ? NO_CUTOFFS : below));
  }

  /** Returns the cutoffs as on the command line. */
  String describeCutoffs() {
    return join(cutoffs);
  }

  /** Returns whether there are no clusters of rarer words. */
  boolean isFullSoftmax() {
    return cutoffs.equals(NO_CUTOFFS);
  }

  private void requireCutoffs(List<Integer> bands, int vocabularySize, int pad) {
    int before = pad;
    for (int cutoff : bands) {
      if (cutoff <= before) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "--cutoffs %s must ascend and be above %d, the id of <pad>; 0 means one full"
                    + " softmax",
                join(bands),
                pad));
      }
      before = cutoff;
    }
    if (!bands.isEmpty() && before >= vocabularySize) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "--cutoffs %d must be below the vocabulary size of %,d; 0 means one full softmax",
              before,
              vocabularySize));
    }
    if (dModel / Math.pow(adaptiveFactor, bands.size()) < 1) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "with --adaptive-factor %d the last of %d clusters would have embeddings of dimension"
                  + " 0; increase --d-model = %d or lower the factor",
              adaptiveFactor,
              bands.size() + 1,
              dModel));
    }
  }

  private static String join(List<Integer> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
