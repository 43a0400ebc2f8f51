package io.noisette.evaluation.text;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;

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

  /** Length of the longest n-grams that can be counted. */
  public static final int MAX_ORDER = Ngrams.MAX_ORDER;

  /** sacreBLEU's defaults for corpora. */
  public static final BleuOptions DEFAULT =
      new BleuOptions(BleuTokenizer.MTEVAL_13A, false, BleuSmoothing.EXP, 0, false, 4);

  public BleuOptions {
    if (maxOrder < 1 || maxOrder > Ngrams.MAX_ORDER) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the maximum order must be from 1 to %d, not %d",
              Ngrams.MAX_ORDER,
              maxOrder));
    }
  }

  /** Returns these options with a smoothing and the value that it has by default. */
  public BleuOptions withSmoothingByDefault(BleuSmoothing smoothing) {
    return with(
        changes -> changes.smoothing(smoothing).smoothingValue(smoothing.getDefaultValue()));
  }
}
