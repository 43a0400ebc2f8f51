package io.noisette.evaluation.score;

import io.noisette.evaluation.text.TextMetric;
import io.noisette.evaluation.text.TokenF1;

/** Settings of {@code evaluate --metric token-f1}. */
public record TokenF1Config(ScoreSettings scoring, ReferenceSettings input)
    implements TextScoreConfig {

  @Override
  public TextMetric toMetric() {
    return new TokenF1();
  }
}
