package io.noisette.evaluation.text;

/** Metrics of generated text with their usual options, as values of a setting. */
public enum TextMetricChoice {
  /** ROUGE-1, ROUGE-2, ROUGE-L and ROUGE-Lsum. */
  ROUGE,
  /** BLEU. */
  BLEU,
  /** Character n-gram F-score. */
  CHRF,
  /** Share of predictions that equal a reference. */
  EXACT_MATCH,
  /** Word F1, as in ParlAI. */
  TOKEN_F1,
  /** Exact match and F1 of SQuAD 1.1. */
  SQUAD;

  /** Returns the metric with its default options. */
  public TextMetric getMetric() {
    return switch (this) {
      case ROUGE -> new Rouge(false);
      case BLEU -> new Bleu(BleuOptions.DEFAULT);
      case CHRF -> new Chrf(ChrfOptions.DEFAULT);
      case EXACT_MATCH -> new ExactMatch();
      case TOKEN_F1 -> new TokenF1();
      case SQUAD -> new Squad();
    };
  }
}
