package io.noisette.freelb;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.failure.NonFiniteException;
import io.noisette.run.DivergedRuns;
import io.noisette.run.SeedDirectories;
import io.noisette.train.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

  /**
   * Trains all seeds.
   *
   * @throws NonFiniteException if a seed diverges, after all other seeds were trained
   */
  FinetuneSummary train(Trainer trainer, StopSignal stop) throws IOException {
    Map<Long, Double> values = findResults();
    DivergedRuns diverged = new DivergedRuns(config.seeds().size(), console);
    for (long seed : config.seeds()) {
      if (stop.isRequested()) {
        break; // before a model is opened that would be stopped at once
      }
      try {
        Double best = findBest(seed, values.get(seed), trainer, stop);
        if (best == null) {
          break;
        }
        values.put(seed, best);
      } catch (NonFiniteException e) {
        diverged.add("seed " + seed, e);
        continue;
      }
      FinetuneSummary summary = FinetuneSummary.of(data.task().metric(), values);
      summary.write(output);
      console.info(summary.describe());
    }
    if (!stop.isRequested()) {
      diverged.throwFirst();
    }
    return FinetuneSummary.of(data.task().metric(), values);
  }

  /**
   * Returns the best dev metric of a seed, which is trained unless an earlier command has completed
   * it; null if it was stopped.
   *
   * @param known value of a seed that has finished
   */
  private @Nullable Double findBest(
      long seed, @Nullable Double known, Trainer trainer, StopSignal stop) throws IOException {
    if (known != null && run(seed).isComplete()) {
      console.info("seed " + seed + " is complete");
      return known;
    }
    SeedResult result = train(seed, trainer, stop);
    return result == null ? null : result.best();
  }

  private @Nullable SeedResult train(long seed, Trainer trainer, StopSignal stop)
      throws IOException {
    SeedRun<?, ?> run = run(seed);
    Path directory = SeedDirectories.ofSeed(output, seed);
    return observer.observe(directory, () -> run.train(trainer.withOutput(directory), stop));
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
