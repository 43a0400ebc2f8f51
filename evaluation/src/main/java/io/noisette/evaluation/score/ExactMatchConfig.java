package io.noisette.evaluation.score;

import io.noisette.evaluation.text.ExactMatch;
import io.noisette.evaluation.text.TextMetric;

/** Settings of {@code evaluate --metric exact-match}. */
public record ExactMatchConfig(ScoreSettings scoring, ReferenceSettings input)
    implements TextScoreConfig {

  @Override
  public TextMetric toMetric() {
    return new ExactMatch();
  }
}
