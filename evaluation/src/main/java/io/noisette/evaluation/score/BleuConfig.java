package io.noisette.evaluation.score;

import static io.noisette.settings.Bounds.requireBetween;
import static io.noisette.settings.Bounds.requireNotNegative;

import io.noisette.evaluation.text.Bleu;
import io.noisette.evaluation.text.BleuOptions;
import io.noisette.evaluation.text.BleuSmoothing;
import io.noisette.evaluation.text.BleuTokenizer;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.settings.Setting;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings of {@code evaluate --metric bleu}. */
public record BleuConfig(
    ScoreSettings scoring,
    ReferenceSettings input,
    @Setting(
            help = "tokenizer of sacreBLEU: 13a, intl, zh (for Chinese), char or none",
            placeholder = "13a|intl|zh|char|none",
            byDefault = "13a")
        String tokenizer,
    @Setting(
            help = "smoothing of n-gram orders without a match, as in sacreBLEU",
            byDefault = "exp")
        BleuSmoothing smoothing,
    @Setting(
            help = "value of --smoothing floor or add-k (default: 0.1 for floor, 1 for add-k)",
            placeholder = "X")
        @Nullable Double smoothingValue,
    @Setting(help = "convert texts to lower case before they are compared") boolean lowercase,
    @Setting(
            help =
                "leave out n-gram orders that the predictions are too short for; --row-scores"
                    + " always does")
        boolean effectiveOrder,
    @Setting(help = "maximum length of n-grams", byDefault = "4") int maxOrder)
    implements TextScoreConfig {

  public BleuConfig {
    requireBetween("max-order", maxOrder, 1, BleuOptions.MAX_ORDER);
    findTokenizer(tokenizer);
    if (smoothingValue != null && !smoothing.hasValue()) {
      throw new IllegalArgumentException(
          "smoothing-value belongs to smoothing floor and add-k, not to " + smoothing.getName());
    }
    if (smoothingValue != null) {
      requireNotNegative("smoothing-value", smoothingValue);
    }
  }

  @Override
  public TextMetric toMetric() {
    double value = smoothingValue == null ? smoothing.getDefaultValue() : smoothingValue;
    return new Bleu(
        new BleuOptions(
            findTokenizer(tokenizer), lowercase, smoothing, value, effectiveOrder, maxOrder));
  }

  private static BleuTokenizer findTokenizer(String name) {
    return Arrays.stream(BleuTokenizer.values())
        .filter(tokenizer -> tokenizer.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "tokenizer must be one of "
                        + Arrays.stream(BleuTokenizer.values())
                            .map(BleuTokenizer::getName)
                            .collect(Collectors.joining(", "))
                        + ", not '"
                        + name
                        + "'"));
  }
}
