package io.noisette.evaluation.score;

import io.noisette.command.Console;
import io.noisette.evaluation.text.TextMetric;
import io.noisette.text.WhiteSpace;
import java.util.List;
import java.util.Locale;

/** Warnings of predictions that are probably not what the user means to score. */
final class InputWarnings {

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
      TokenizedLines tokenized = new TokenizedLines(metric);
      system.rows().forEach(row -> tokenized.add(row.get(0)));
      if (!tokenized.getWarning().isEmpty()) {
        console.warn(
            system.file()
                + ": "
                + tokenized.getWarning()
                + " (--tokenizer none counts tokens as they are)");
      }
    }
  }
}
