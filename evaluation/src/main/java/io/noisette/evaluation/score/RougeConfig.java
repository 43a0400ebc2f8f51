package io.noisette.evaluation.score;

import io.noisette.evaluation.text.Rouge;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.settings.Setting;

/** Settings of {@code evaluate --metric rouge}. */
public record RougeConfig(
    ScoreSettings scoring,
    ReferenceSettings input,
    @Setting(help = "reduce words to their Porter stems before they are compared") boolean stemmer)
    implements TextScoreConfig {

  @Override
  public TextMetric toMetric() {
    return new Rouge(stemmer);
  }
}
