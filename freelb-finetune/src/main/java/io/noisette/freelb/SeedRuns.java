package io.noisette.freelb;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.run.SeedDirectories;
import io.noisette.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Trains all seeds, one after the other. */
final class SeedRuns {

  private final FreeLbFinetuneConfig config;
  private final Path output;
  private final TaskData<?, ?> data;
  private final Console console;
  private final RunObserver observer;

  SeedRuns(
      FreeLbFinetuneConfig config, TaskData<?, ?> data, Console console, RunObserver observer) {
    this.config = config;
    this.output = config.runtime().requireOutput();
    this.data = data;
    this.console = console;
    this.observer = observer;
  }

  FinetuneSummary train(Trainer trainer, StopSignal stop) throws IOException {
    Map<Long, Double> values = findResults();
    for (long seed : config.seeds()) {
      if (stop.isRequested()) {
        break; // before a model is opened that would be stopped at once
      }
      SeedRun<?, ?> run = run(seed);
      Path directory = SeedDirectories.ofSeed(output, seed);
      SeedResult result =
          observer.observe(directory, () -> run.train(trainer.withOutput(directory), stop));
      if (result == null) {
        break;
      }
      values.put(seed, result.best());
      FinetuneSummary summary = FinetuneSummary.of(data.task().metric(), values);
      summary.write(output);
      console.info(summary.describe());
    }
    return FinetuneSummary.of(data.task().metric(), values);
  }

  /**
   * Returns the best dev metric of each seed that an earlier command has finished; those must have
   * had the same settings.
   */
  private Map<Long, Double> findResults() throws IOException {
    Map<Long, Double> values = new TreeMap<>();
    for (long seed : SeedDirectories.findSeeds(output)) {
      Double value = run(seed).findResult();
      if (value != null) {
        values.put(seed, value);
      }
    }
    return values;
  }

  private SeedRun<?, ?> run(long seed) {
    return new SeedRun<>(config.ofSeed(seed), data, console);
  }
}
