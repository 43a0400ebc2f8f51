package io.noisette.freelb;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.evaluation.task.ClassificationTask;
import io.noisette.evaluation.task.Split;
import io.noisette.evaluation.task.TaskLookup;
import io.noisette.evaluation.task.TaskReader;
import io.noisette.run.ModelPath;
import io.noisette.run.RunLock;
import io.noisette.settings.SettingsSchema;
import io.noisette.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Fine-tunes a model on a task, once for each seed, and says what came of it. */
public final class FreeLbFinetuneRecipe {

  private final FreeLbFinetuneConfig config;
  private final Console console;
  private final RunObserver observer;

  /** Each run only trains. */
  public FreeLbFinetuneRecipe(FreeLbFinetuneConfig config, Console console) {
    this(config, console, (run, training) -> training.train());
  }

  /**
   * @param observer does each run, with what it wants before and after
   */
  FreeLbFinetuneRecipe(FreeLbFinetuneConfig config, Console console, RunObserver observer) {
    this.config = config;
    this.console = console;
    this.observer = observer;
  }

  /** Trains all seeds to the last step. */
  public FinetuneSummary train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains all seeds to the last step, or the present one to the next step when asked to stop;
   * seeds that are complete are left as they are. If the settings ask for a dry run, only shows
   * what the runs would be.
   *
   * @return what came of all seeds that are complete, those of earlier commands among them
   */
  public FinetuneSummary train(StopSignal stop) throws IOException {
    if (config.runtime().dryRun()) {
      return showPlan();
    }
    Trainer trainer = Trainer.of(config.runtime(), console);
    FreeLbFinetuneConfig settled = config.withRuntime(trainer.getRuntime());
    Path output = settled.runtime().requireOutput();
    OutputDirectory.requireOwn(output, settled.runtime().resume(), settled.seeds());
    RunLock lock = RunLock.acquire(output);
    try (TaskData data = TaskData.open(settled, console)) {
      data.requireOneMicroBatch(settled);
      console.info(data.describe());
      return new SeedRuns(settled, data, console, observer).train(trainer, stop);
    } finally {
      lock.close();
    }
  }

  /** Reads no weights. */
  private FinetuneSummary showPlan() throws IOException {
    TaskData.check(config);
    ClassificationTask task = TaskLookup.find(config.task());
    TaskReader reader = new TaskReader(task, config.data(), console::warn);
    int examples = reader.read(Split.TRAIN).get(0).examples().size();
    new FineTuningPlan(config)
        .of(ModelPath.resolve(config.model()), task.labels().labels(), examples)
        .print(SettingsSchema.of(FreeLbFinetuneConfig.class).toYaml(config), console);
    return FinetuneSummary.of(TaskData.metricOf(task), Map.of());
  }
}
