package io.noisette.freelb;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.evaluation.answer.SquadPredictionFiles;
import io.noisette.model.TextModel;
import io.noisette.model.directory.ModelDirectory;
import io.noisette.model.directory.ModelOptions;
import io.noisette.run.ModelPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** Writes the predictions of a run's best checkpoint for the dev split to {@code predictions}. */
final class BestPredictions<M extends TextModel<T>, T> {

  private final FreeLbFinetuneConfig config;
  private final TaskData<M, T> data;
  private final Console console;

  BestPredictions(FreeLbFinetuneConfig config, TaskData<M, T> data, Console console) {
    this.config = config;
    this.data = data;
    this.console = console;
  }

  /** Returns whether all predictions were written after a file or directory was. */
  boolean areNewerThan(Path checkpoint) throws IOException {
    FileTime written = Files.getLastModifiedTime(checkpoint);
    for (String name : data.splits().predictionFiles()) {
      Path file = findDirectory().resolve(name);
      if (Files.notExists(file) || Files.getLastModifiedTime(file).compareTo(written) < 0) {
        return false;
      }
    }
    return true;
  }

  private Path findDirectory() {
    return config.runtime().requireOutput().resolve(SquadPredictionFiles.DIRECTORY);
  }

  /** Writes the predictions; returns false if a stop was requested before they were complete. */
  boolean write(StopSignal stop) throws IOException {
    Path run = config.runtime().requireOutput();
    Path directory = findDirectory();
    Files.createDirectories(directory); // so that a single file is written into it as well
    ModelDirectory best = new ModelDirectory(ModelPath.resolve(run), console::warn);
    ModelOptions options =
        ModelOptions.DEFAULT.with(it -> it.precision(config.runtime().precision()));
    try (NDManager manager = Torch.newManager(config.runtime().device());
        M model = data.task().read(best, manager, options)) {
      int tokens = config.training().microBatchTokens();
      if (!data.splits().writePredictions(manager, model, tokens, directory, stop, console)) {
        return false;
      }
    }
    console.info("predictions of the best checkpoint: " + directory);
    return true;
  }
}
