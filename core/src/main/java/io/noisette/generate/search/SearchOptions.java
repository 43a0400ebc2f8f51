package io.noisette.generate.search;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.settings.Setting;
import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Options of beam search, as settings that subcommands share. What is not given has the value of
 * the model directory or of the subcommand.
 */
@RecordBuilder
public record SearchOptions(
    @Setting(
            help =
                "number of beams, the hypotheses kept per step; 1: greedy search (default: that of"
                    + " the model directory)",
            placeholder = "N")
        @Nullable Integer beam,
    @Setting(
            help =
                "exponent of the length in the score of a hypothesis, (sum of log-probabilities) /"
                    + " length^X: above 0 favours long ones, 0 compares sums, below 0 favours short"
                    + " ones; refused with a single beam",
            placeholder = "X")
        @Nullable Double lengthPenalty,
    @Setting(
            help = "size of n-grams of tokens that may occur only once in a result; 0: any may",
            placeholder = "N")
        @Nullable Integer noRepeatNgramSize,
    @Setting(help = "number of tokens before which no result ends", placeholder = "N")
        @Nullable Integer minTokens,
    @Setting(
            help = "maximum number of tokens per result, special tokens included",
            placeholder = "N")
        @Nullable Integer maxTokens)
    implements SearchOptionsBuilder.With {

  /** No options. */
  public static final SearchOptions NONE = new SearchOptions(null, null, null, null, null);

  public SearchOptions {
    if (beam != null) {
      GenerationSettings.requireBeams("beam", beam);
    }
    requireAtLeast("no-repeat-ngram-size", noRepeatNgramSize == null ? 0 : noRepeatNgramSize, 0);
    requireAtLeast("min-tokens", minTokens == null ? 0 : minTokens, 0);
    requireAtLeast("max-tokens", maxTokens == null ? 1 : maxTokens, 1);
    if (lengthPenalty != null) {
      GenerationSettings.requireLengthPenalty("length-penalty", lengthPenalty);
    }
    if (minTokens != null && maxTokens != null && minTokens > maxTokens) {
      throw new IllegalArgumentException(
          "min-tokens must be at most --max-tokens = " + maxTokens + ", not " + minTokens);
    }
  }

  /** Returns search settings in which the given options replace those of {@code base}. */
  public GenerationSettings over(GenerationSettings base) {
    return base.with(
        it ->
            it.numBeams(beam == null ? base.numBeams() : beam)
                .lengthPenalty(lengthPenalty == null ? base.lengthPenalty() : lengthPenalty)
                .noRepeatNgramSize(
                    noRepeatNgramSize == null ? base.noRepeatNgramSize() : noRepeatNgramSize)
                .minNewTokens(minTokens == null ? base.minNewTokens() : minTokens)
                .maxNewTokens(maxTokens == null ? base.maxNewTokens() : maxTokens));
  }
}
