package io.noisette.evaluation.text;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Locale;

/**
 * Options of chrF.
 *
 * @param charOrder longest n-grams of characters
 * @param wordOrder longest n-grams of words: 0 for chrF, 2 for chrF++
 * @param beta weight of recall against precision
 * @param whitespace whether white space belongs to the n-grams of characters
 * @param epsSmoothing whether F is averaged over all orders, as NLTK and Moses do
 */
@RecordBuilder
public record ChrfOptions(
    int charOrder,
    int wordOrder,
    int beta,
    boolean lowercase,
    boolean whitespace,
    boolean epsSmoothing)
    implements ChrfOptionsBuilder.With {

  /** Length of the longest n-grams that can be counted, of characters and of words. */
  public static final int MAX_ORDER = Ngrams.MAX_ORDER;

  /** sacreBLEU's defaults: chrF2. */
  public static final ChrfOptions DEFAULT = new ChrfOptions(6, 0, 2, false, false, false);

  public ChrfOptions {
    if (charOrder < 0 || wordOrder < 0 || charOrder + wordOrder < 1 || beta < 0) {
      throw new IllegalArgumentException(
          "the orders of characters and words and beta must be at least 0, one of the orders at"
              + " least 1");
    }
    if (charOrder > Ngrams.MAX_ORDER || wordOrder > Ngrams.MAX_ORDER) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the orders of characters and words must be at most %d, not %d and %d",
              Ngrams.MAX_ORDER,
              charOrder,
              wordOrder));
    }
  }
}
