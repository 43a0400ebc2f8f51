package io.noisette.freelb;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.model.TextModel;
import io.noisette.run.Checkpoint;
import io.noisette.run.CheckpointDirectory;
import io.noisette.train.LoopSettings;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingRun;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Training of one random seed, and its result. */
final class SeedRun<M extends TextModel<T>, T> {

  private final FreeLbFinetuneConfig config;
  private final TaskData<M, T> data;
  private final FineTuning<M, T> task;
  private final Console console;

  /**
   * Creates the run of a seed.
   *
   * @param config settings with one seed and the output directory of its run
   */
  SeedRun(FreeLbFinetuneConfig config, TaskData<M, T> data, Console console) {
    this.config = config;
    this.data = data;
    this.console = console;
    task = new FineTuning<>(config, data, console);
  }

  /**
   * Returns the best dev metric of a finished run, or null if the run is unfinished or does not
   * exist.
   *
   * @throws io.noisette.failure.UsageException if there is a run with other settings
   */
  @Nullable Double findResult() throws IOException {
    TrainingState saved =
        TrainingRun.findSavedState(config.runtime().requireOutput(), task.getIdentity());
    return saved != null && task.getLoopSettings().isOver(saved) ? saved.best() : null;
  }

  /**
   * Returns whether nothing is left to do for a finished run: its newest checkpoint is undamaged,
   * and its predictions were written after it. A checkpoint that {@code --resume} names is trained
   * on in any case.
   */
  boolean isComplete() throws IOException {
    Path run = config.runtime().requireOutput();
    Checkpoint newest = CheckpointDirectory.view(run).findLatest(path -> {}, damaged -> {});
    TrainingState saved = TrainingRun.findSavedState(run);
    return newest != null
        && saved != null
        && newest.step() == saved.step()
        && config.runtime().resume().equals("auto")
        && new BestPredictions<>(config, data, console).areNewerThan(newest.path());
  }

  /**
   * Trains to the last step or until early stopping.
   *
   * @return the dev metrics of the best checkpoint, or null if a stop was requested before
   */
  @Nullable SeedResult train(Trainer trainer, StopSignal stop) throws IOException {
    TrainingState end = trainer.train(task, stop);
    LoopSettings loop = task.getLoopSettings();
    if (!loop.isOver(end)) {
      return null;
    }
    if (end.step() < loop.steps()) {
      console.info(
          String.format(
              Locale.ROOT,
              "seed %d ended after step %,d of %,d: no better %s since step %,d",
              loop.seed(),
              end.step(),
              loop.steps(),
              data.task().metric(),
              end.bestStep()));
    }
    if (!new BestPredictions<>(config, data, console).write(stop)) {
      return null; // the next start writes them
    }
    return SeedResult.read(config.runtime().requireOutput(), end, data.splits().metrics());
  }
}
