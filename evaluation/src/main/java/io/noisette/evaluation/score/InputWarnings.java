package io.noisette.evaluation.score;

import io.noisette.command.Console;
import io.noisette.evaluation.text.Bleu;
import io.noisette.evaluation.text.BleuTokenizer;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.text.WhiteSpace;
import java.util.List;
import java.util.Locale;

/** Warnings of predictions that are probably not what the user means to score. */
final class InputWarnings {

  /** Number of lines that sacreBLEU takes for a sign of tokenized text. */
  private static final int TOKENIZED_LINES = 100;

  private InputWarnings() {}

  static void warn(TextMetric metric, List<TextFile> systems, Console console) {
    for (TextFile system : systems) {
      long empty = system.rows().stream().filter(row -> WhiteSpace.isBlank(row.get(0))).count();
      if (empty > 0) {
        console.warn(
            String.format(
                Locale.ROOT,
                "%s: %,d of %,d predictions are empty",
                system.file(),
                empty,
                system.rows().size()));
      }
      if (system.misplaced() != null) {
        console.warn(
            system.misplaced()
                + ": the index is that of another row; rows are compared in their order, whatever"
                + " their index");
      }
      if (metric instanceof Bleu bleu && bleu.options().tokenizer() != BleuTokenizer.NONE) {
        warnOfTokens(system, console);
      }
    }
  }

  private static void warnOfTokens(TextFile system, Console console) {
    long ends =
        system.rows().stream().filter(row -> row.get(0).stripTrailing().endsWith(" .")).count();
    if (ends >= TOKENIZED_LINES) {
      console.warn(
          String.format(
              Locale.ROOT,
              "%s: %,d lines end in ' .', so this seems to be tokenized text; BLEU is comparable"
                  + " for detokenized text only (--tokenizer none counts tokens as they are)",
              system.file(),
              ends));
    }
  }
}
