package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.engine.Precision;
import io.noisette.model.DropoutRates;
import io.noisette.model.Labels;
import io.noisette.model.SequenceClassifier;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The model that a run begins with, or goes on with. */
final class StartingClassifier {

  private final FreeLbFinetuneConfig config;
  private final Labels labels;
  private final Console console;

  StartingClassifier(FreeLbFinetuneConfig config, Labels labels, Console console) {
    this.config = config;
    this.labels = labels;
    this.console = console;
  }

  /**
   * Opens it.
   *
   * @param model the directory that {@code --model} names
   * @param resumePoint the checkpoint to go on from; null: the run begins
   */
  SequenceClassifier open(NDManager manager, Path model, @Nullable Path resumePoint)
      throws IOException {
    if (resumePoint != null) {
      ModelDirectory checkpoint = new ModelDirectory(resumePoint, console::info);
      return checkpoint.readClassifier(manager, options(checkpoint));
    }
    ModelDirectory directory = new ModelDirectory(model, console::info);
    if (config.randomInit()) {
      console.info("all weights start at random; the shape is that of " + model);
      return directory.newClassifier(manager, options(directory));
    }
    return directory.readClassifier(manager, options(directory));
  }

  private ModelOptions options(ModelDirectory directory) throws IOException {
    DropoutRates stored = directory.readDropout();
    FineTuningSettings training = config.training();
    DropoutRates rates =
        new DropoutRates(
            Objects.requireNonNullElse(training.dropout(), stored.hidden()),
            Objects.requireNonNullElse(training.attentionDropout(), stored.attention()),
            stored.activation(),
            stored.head());
    Precision precision = config.runtime().precision();
    return new ModelOptions(labels, rates, config.seeds().get(0), precision);
  }
}
