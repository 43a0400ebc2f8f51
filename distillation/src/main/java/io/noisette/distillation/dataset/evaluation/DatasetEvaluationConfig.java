package io.noisette.distillation.dataset.evaluation;

import static io.noisette.settings.Bounds.requireAtLeast;
import static io.noisette.settings.Bounds.requireThreads;

import io.noisette.evaluation.EvaluationConfig;
import io.noisette.evaluation.EvaluationSettings;
import io.noisette.evaluation.task.Split;
import io.noisette.settings.OnResume;
import io.noisette.settings.Setting;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of {@code evaluate --task dataset}. */
public record DatasetEvaluationConfig(
    EvaluationSettings evaluation,
    @Setting(
            help = "distilled data set: a run directory of distill-dataset, or a checkpoint of it",
            placeholder = "DIR")
        Path set,
    @Setting(
            help = "directory of the GLUE data sets, or directory with only the files of the task",
            placeholder = "DIR")
        Path data,
    @Setting(
            help = "model of the word vectors, if it has moved (default: that of distill-dataset)",
            placeholder = "MODEL")
        @Nullable String words,
    @Setting(help = "split to evaluate on: train or dev", byDefault = "dev") Split split,
    @Setting(
            help = "number of networks, and of sets of real texts, for each row with random ones",
            byDefault = "10")
        int networks,
    @Setting(
            help =
                "number of feature maps of the text CNN of another width (default: twice as many)",
            placeholder = "N")
        @Nullable Integer otherMaps,
    @Setting(
            help =
                "learning rates for the rows of real texts; held-out training texts choose among"
                    + " them",
            byDefault = "0.001,0.003,0.01,0.03,0.1,0.3,1")
        List<Double> rates,
    @Setting(
            help =
                "number of networks trained on all training texts with Adam; 0: leave the row out",
            byDefault = "1")
        int fullNetworks,
    @Setting(help = "number of epochs on all training texts", byDefault = "3") int fullEpochs,
    @Setting(
            help = "number of CPU threads per tensor operator; 0: all cores",
            byDefault = "0",
            resume = OnResume.ROUNDING)
        int threads,
    @Setting(help = "device to compute on: cpu or cuda:N", byDefault = "cpu") String device)
    implements EvaluationConfig {

  public DatasetEvaluationConfig {
    rates = List.copyOf(rates);
    requireAtLeast("networks", networks, 1);
    requireAtLeast("other-maps", otherMaps == null ? 1 : otherMaps, 1);
    requireAtLeast("full-networks", fullNetworks, 0);
    requireAtLeast("full-epochs", fullEpochs, 1);
    requireThreads(threads);
    if (rates.isEmpty() || rates.stream().anyMatch(rate -> !(rate > 0))) {
      throw new IllegalArgumentException("rates must be at least one, each above 0, not " + rates);
    }
  }
}
