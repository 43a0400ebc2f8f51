package io.noisette.evaluation.score;

import static io.noisette.settings.Bounds.requireAtLeast;

import io.noisette.command.OutputFormat;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings shared by all metrics of {@code evaluate --metric}. */
public record ScoreSettings(
    @Setting(help = "metric to score texts with", placeholder = "NAME") String metric,
    @Setting(
            help =
                "files of predictions, one per system: the first is the baseline that the others"
                    + " are compared with",
            placeholder = "FILE")
        List<Path> predictions,
    @Setting(
            help =
                "number of bootstrap samples for confidence intervals, at least 40; 0: no"
                    + " intervals",
            byDefault = "1000")
        int bootstrapSamples,
    @Setting(
            help = "paired test of each further system against the first one",
            byDefault = "bootstrap")
        PairedTestChoice pairedTest,
    @Setting(help = "number of trials of --paired-test randomization", byDefault = "10000")
        int randomizationTrials,
    @Setting(help = "random seed for samples and trials", byDefault = "0") long seed,
    @Setting(help = "output file for the scores of each row, as JSON Lines", placeholder = "FILE")
        @Nullable Path rowScores,
    @Setting(help = "output format: a text table, or one JSON object per line", byDefault = "text")
        OutputFormat format) {

  /** With fewer samples, all of them would be in an interval of 95 %. */
  private static final int LEAST_SAMPLES = 40;

  public ScoreSettings {
    predictions = List.copyOf(predictions);
    if (bootstrapSamples != 0 && bootstrapSamples < LEAST_SAMPLES) {
      throw new IllegalArgumentException(
          "bootstrap-samples must be 0 or at least "
              + LEAST_SAMPLES
              + ", not "
              + bootstrapSamples
              + ": an interval of 95 % leaves out a fortieth of the samples at each end");
    }
    requireAtLeast("randomization-trials", randomizationTrials, 1);
    if (predictions.size() > 1
        && bootstrapSamples == 0
        && pairedTest == PairedTestChoice.BOOTSTRAP) {
      throw new IllegalArgumentException(
          "paired-test bootstrap needs bootstrap-samples of at least "
              + LEAST_SAMPLES
              + ", or choose none");
    }
  }
}
