package io.noisette.evaluation.score;

import io.noisette.evaluation.text.Bleu;
import io.noisette.evaluation.text.BleuTokenizer;
import io.noisette.evaluation.text.TextMetric;
import java.util.Locale;

/** Count of predictions that look tokenized, of which BLEU is not comparable, as in sacreBLEU. */
public final class TokenizedLines {

  /** Number of lines that sacreBLEU takes for a sign of tokenized text. */
  private static final int SIGN = 100;

  private final boolean matters;
  private long lines;

  /** Creates a count of zero for the predictions that a metric scores. */
  public TokenizedLines(TextMetric metric) {
    matters = metric instanceof Bleu bleu && bleu.options().tokenizer() != BleuTokenizer.NONE;
  }

  /** Counts a prediction if it ends in a period that is a token of its own. */
  public void add(String prediction) {
    lines += prediction.stripTrailing().endsWith(" .") ? 1 : 0;
  }

  /** Returns a sentence if so many lines look tokenized that the text seems to be; else empty. */
  public String getWarning() {
    return matters && lines >= SIGN
        ? String.format(
            Locale.ROOT,
            "%,d lines end in ' .', so this seems to be tokenized text; BLEU is comparable for"
                + " detokenized text only",
            lines)
        : "";
  }
}
