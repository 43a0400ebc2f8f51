package io.noisette.seq2seq;

import io.noisette.evaluation.text.TextMetric;
import io.noisette.evaluation.text.TextMetricChoice;
import org.jspecify.annotations.Nullable;

/** Metrics that can choose the best checkpoint. */
public enum Seq2SeqMetric {
  /** Loss of the targets; no text is generated. */
  LOSS(null),
  /** ROUGE-1, ROUGE-2, ROUGE-L and ROUGE-Lsum of generated texts. */
  ROUGE(TextMetricChoice.ROUGE),
  /** BLEU of generated texts. */
  BLEU(TextMetricChoice.BLEU),
  /** Character n-gram F-score of generated texts. */
  CHRF(TextMetricChoice.CHRF),
  /** Share of generated texts that equal a reference. */
  EXACT_MATCH(TextMetricChoice.EXACT_MATCH),
  /** Word F1 of generated texts, as in ParlAI. */
  TOKEN_F1(TextMetricChoice.TOKEN_F1);

  private final @Nullable TextMetricChoice text;

  Seq2SeqMetric(@Nullable TextMetricChoice text) {
    this.text = text;
  }

  /** Returns the metric of generated texts, or null for the loss. */
  public @Nullable TextMetric findTextMetric() {
    return text == null ? null : text.getMetric();
  }
}
