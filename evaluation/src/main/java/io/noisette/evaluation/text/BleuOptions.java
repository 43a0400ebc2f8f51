package io.noisette.evaluation.text;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * Options of BLEU.
 *
 * @param smoothingValue number that the smoothing uses, if it {@link BleuSmoothing#hasValue has
 *     one}
 * @param effectiveOrder whether orders of n-grams that the prediction is too short for are left
 *     out, which single sentences need
 * @param maxOrder longest n-grams, usually 4
 */
@RecordBuilder
public record BleuOptions(
    BleuTokenizer tokenizer,
    boolean lowercase,
    BleuSmoothing smoothing,
    double smoothingValue,
    boolean effectiveOrder,
    int maxOrder)
    implements BleuOptionsBuilder.With {

  /** sacreBLEU's defaults for corpora. */
  public static final BleuOptions DEFAULT =
      new BleuOptions(BleuTokenizer.MTEVAL_13A, false, BleuSmoothing.EXP, 0, false, 4);

  public BleuOptions {
    if (maxOrder < 1) {
      throw new IllegalArgumentException("the maximum order must be at least 1, not " + maxOrder);
    }
  }

  /** Returns these options with a smoothing and the value that it has by default. */
  public BleuOptions withSmoothingByDefault(BleuSmoothing smoothing) {
    return with(
        changes -> changes.smoothing(smoothing).smoothingValue(smoothing.getDefaultValue()));
  }
}
