package io.noisette.freelb;

import io.noisette.adversary.Adversary;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.run.ModelPath;
import io.noisette.run.RunLock;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fine-tunes a model on a task, once per random seed, and summarizes the dev metrics. */
public final class FreeLbFinetuneRecipe {

  private final FreeLbFinetuneConfig config;
  private final Console console;
  private final RunObserver observer;

  /** Creates a recipe without opening any file. */
  public FreeLbFinetuneRecipe(FreeLbFinetuneConfig config, Console console) {
    this(config, console, (run, training) -> training.train());
  }

  /**
   * Creates a recipe.
   *
   * @param observer runs each seed, and can act before and after
   */
  FreeLbFinetuneRecipe(FreeLbFinetuneConfig config, Console console, RunObserver observer) {
    this.config = config;
    this.console = console;
    this.observer = observer;
  }

  /** Trains with every random seed to the last step, and returns the dev metrics. */
  public FinetuneSummary train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains with every random seed to the last step, skipping seeds that have finished, and returns
   * the dev metrics. A stop request ends training after the current step, which is saved. With
   * {@code --dry-run}, only prints the plan.
   *
   * @return summary of all finished seeds in the output directory, including those of earlier
   *     commands
   */
  public FinetuneSummary train(StopSignal stop) throws IOException {
    if (config.runtime().isOnlyPlanned()) {
      return showPlan();
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    FreeLbFinetuneConfig settled = config.withRuntime(trainer.getRuntime());
    Path output = settled.runtime().requireOutput();
    OutputDirectory.requireOwn(output, settled.runtime().resume(), settled.seeds());
    RunLock lock = RunLock.acquire(output);
    try (TaskData<?, ?> data = TaskData.open(settled, console)) {
      data.requireOneMicroBatch(settled);
      console.info(data.splits().describe());
      return new SeedRuns(settled, data, console, observer).train(trainer, stop);
    } finally {
      lock.close();
    }
  }

  /**
   * Trains the one seed of the settings, directly into the output directory; null if it was
   * stopped.
   */
  @Nullable SeedResult trainSeed(StopSignal stop) throws IOException {
    Trainer trainer = Trainer.of(config.runtime(), console);
    FreeLbFinetuneConfig settled = config.withRuntime(trainer.getRuntime());
    try (TaskData<?, ?> data = TaskData.open(settled, console)) {
      data.requireOneMicroBatch(settled);
      console.info(data.splits().describe());
      return new SeedRun<>(settled, data, console).train(trainer, stop);
    }
  }

  /** Prints the plan of the runs, without reading weights. */
  private FinetuneSummary showPlan() throws IOException {
    TaskData.check(config);
    FineTuningTask<?, ?> task = FineTuningTask.find(config.task());
    new FineTuningPlan(config)
        .of(task, ModelPath.resolve(config.model()), countExamples(task))
        .print(SettingsSchema.of(FreeLbFinetuneConfig.class).toYaml(config), console);
    return FinetuneSummary.of(task.metric(), Map.of());
  }

  /** Returns the number of training examples; FreeAT needs to know how long each is. */
  private int countExamples(FineTuningTask<?, ?> task) throws IOException {
    if (config.adversary().adversary() != Adversary.FREEAT) {
      return task.countExamples(config, console);
    }
    try (TaskData<?, ?> data = TaskData.open(config, console)) {
      data.requireOneMicroBatch(config);
      return data.splits().train().size();
    }
  }
}
