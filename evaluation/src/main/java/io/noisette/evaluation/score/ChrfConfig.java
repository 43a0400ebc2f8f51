package io.noisette.evaluation.score;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireBetween;

import io.noisette.evaluation.text.Chrf;
import io.noisette.evaluation.text.ChrfOptions;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.settings.Setting;

/** Settings of {@code evaluate --metric chrf}. */
public record ChrfConfig(
    ScoreSettings scoring,
    ReferenceSettings input,
    @Setting(help = "maximum length of n-grams of characters", byDefault = "6") int charOrder,
    @Setting(help = "maximum length of n-grams of words: 0 is chrF, 2 is chrF++", byDefault = "0")
        int wordOrder,
    @Setting(help = "weight of recall against precision", byDefault = "2") int beta,
    @Setting(help = "convert texts to lower case before they are compared") boolean lowercase,
    @Setting(help = "count white space among the characters") boolean whitespace,
    @Setting(help = "average F over all orders, as NLTK and Moses do") boolean epsSmoothing)
    implements TextScoreConfig {

  public ChrfConfig {
    requireBetween("char-order", charOrder, 0, ChrfOptions.MAX_ORDER);
    requireBetween("word-order", wordOrder, charOrder == 0 ? 1 : 0, ChrfOptions.MAX_ORDER);
    requireAtLeast("beta", beta, 0);
  }

  @Override
  public TextMetric toMetric() {
    return new Chrf(
        new ChrfOptions(charOrder, wordOrder, beta, lowercase, whitespace, epsSmoothing));
  }
}
