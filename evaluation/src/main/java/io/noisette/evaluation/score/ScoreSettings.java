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
            help = "number of bootstrap samples for confidence intervals; 0: no intervals",
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

  public ScoreSettings {
    predictions = List.copyOf(predictions);
    requireAtLeast("bootstrap-samples", bootstrapSamples, 0);
    requireAtLeast("randomization-trials", randomizationTrials, 1);
    if (predictions.size() > 1
        && bootstrapSamples == 0
        && pairedTest == PairedTestChoice.BOOTSTRAP) {
      throw new IllegalArgumentException(
          "paired-test bootstrap needs bootstrap-samples of at least 1, or choose none");
    }
  }
}
