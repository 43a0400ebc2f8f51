package io.noisette.evaluation.score;

import io.noisette.evaluation.text.TextMetric;

/** Settings record of a metric that compares rows of text. */
interface TextScoreConfig {

  ScoreSettings scoring();

  ReferenceSettings input();

  /** Creates the metric with the options of these settings. */
  TextMetric toMetric();
}
