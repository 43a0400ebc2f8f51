package io.noisette.quickstart;

import io.noisette.freelb.FinetuneSummary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What came of the probe.
 *
 * @param accuracies shares of held-out sentences that were told right, by model
 */
record ProbeResults(Map<String, Double> accuracies) {

  static final String EXPLANATION =
      "In every other sentence two neighbouring words have changed places. Both models were trained"
          + " alike to tell which, on sentences of the training text, and measured on held-out ones;"
          + " a guess is right half of the time.";

  private static final String PRETRAINED_LABEL = "pretrained, then fine-tuned";
  private static final String RANDOM_LABEL = "random weights, then fine-tuned";

  private static final double TELLS = 0.55; // about two standard errors of a guess on 340 sentences

  /** Whether both models are done. */
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
    out.println("Words exchanged or not, in sentences it has never seen; a guess has 50 %:");
    accuracies.forEach(
        (model, accuracy) -> out.printf("  %-32s %.1f %% right%n", model, 100 * accuracy));
    if (accuracies.values().stream().allMatch(accuracy -> accuracy < TELLS)) {
      out.println("Neither is better than a guess: the order of words takes longer pretraining.");
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
