package io.noisette.quickstart;

import io.noisette.freelb.FinetuneSummary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Results of the fine-tuning stage of quickstart, a bigram-shift probe.
 *
 * @param accuracies shares of held-out sentences that were classified correctly, by model
 */
record ProbeResults(Map<String, Double> accuracies) {

  static final String EXPLANATION =
      "In every other sentence two neighbouring words are exchanged. Both models were fine-tuned"
          + " in the same way to detect this, on sentences of the training text, and evaluated on"
          + " held-out ones; guessing is right half of the time.";

  private static final String PRETRAINED_LABEL = "pretrained, then fine-tuned";
  private static final String RANDOM_LABEL = "random weights, then fine-tuned";

  private static final double TELLS = 0.55; // two standard errors above guessing, n = 340

  /** Returns whether both models have been fine-tuned. */
  static boolean isIn(Path probe) {
    return Files.isRegularFile(summary(probe, QuickstartProbe.PRETRAINED))
        && Files.isRegularFile(summary(probe, QuickstartProbe.RANDOM));
  }

  static ProbeResults read(Path probe) throws IOException {
    Map<String, Double> accuracies = new LinkedHashMap<>();
    accuracies.put(PRETRAINED_LABEL, accuracy(probe, QuickstartProbe.PRETRAINED));
    accuracies.put(RANDOM_LABEL, accuracy(probe, QuickstartProbe.RANDOM));
    return new ProbeResults(accuracies);
  }

  void print(PrintStream out) {
    out.println("Detection of exchanged words in held-out sentences; guessing gives 50 %:");
    accuracies.forEach(
        (model, accuracy) ->
            out.printf(Locale.ROOT, "  %-32s %.1f %% correct%n", model, 100 * accuracy));
    if (accuracies.values().stream().allMatch(accuracy -> accuracy < TELLS)) {
      out.println(
          "Neither model is better than guessing: learning word order takes longer pretraining.");
    }
    out.println();
  }

  private static double accuracy(Path probe, String name) throws IOException {
    return FinetuneSummary.read(probe.resolve(name)).values().get(0);
  }

  private static Path summary(Path probe, String name) {
    return probe.resolve(name).resolve(FinetuneSummary.FILE_NAME);
  }
}
