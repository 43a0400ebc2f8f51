package io.noisette.freelb;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.engine.Torch;
import io.noisette.failure.UsageException;
import io.noisette.freelb.adversary.AdversaryKind;
import io.noisette.run.Machine;
import io.noisette.run.RunLock;
import io.noisette.train.RuntimeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Fine-tunes a model on a task, once for each seed, and says what came of it. */
public final class FreeLbFinetuneRecipe {

  private final FreeLbFinetuneConfig config;
  private final RuntimeSettings runtime;
  private final Console console;
  private final RunObserver observer;

  /** Each run only trains. */
  public FreeLbFinetuneRecipe(FreeLbFinetuneConfig config, Console console) throws IOException {
    this(config, console, (run, training) -> training.train());
  }

  /**
   * @param observer does each run, with what it wants before and after
   */
  FreeLbFinetuneRecipe(FreeLbFinetuneConfig config, Console console, RunObserver observer)
      throws IOException {
    this.runtime = config.runtime().settledOn(Machine.describe(), console);
    this.config = config.withRuntime(runtime);
    this.console = console;
    this.observer = observer;
  }

  /** Trains all seeds to the last step. */
  public FinetuneSummary train() throws IOException {
    return train(new StopSignal());
  }

  /**
   * Trains all seeds to the last step, or the present one to the next step when asked to stop;
   * seeds that are complete are left as they are.
   *
   * @return what came of all seeds that are complete, those of earlier commands among them
   */
  public FinetuneSummary train(StopSignal stop) throws IOException {
    Path output = runtime.requireOutput();
    OutputDirectory.requireOwn(output, runtime.resume(), config.seeds());
    RunLock lock = RunLock.acquire(output);
    try (TaskData data = TaskData.open(config, console)) {
      Torch.setThreads(runtime.threads());
      requireOneMicroBatch(data);
      console.info(data.describe());
      return train(data, output, stop);
    } finally {
      lock.close();
    }
  }

  private FinetuneSummary train(TaskData data, Path output, StopSignal stop) throws IOException {
    Map<Long, Double> values = findResults(data, output);
    for (long seed : config.seeds()) {
      SeedRun run = run(seed, data);
      Path directory = OutputDirectory.ofSeed(output, seed);
      Double value = observer.observe(directory, () -> run.train(stop));
      if (value == null) {
        break;
      }
      values.put(seed, value);
      FinetuneSummary summary = FinetuneSummary.of(data.metric(), values);
      summary.write(output);
      console.info(summary.describe());
    }
    return FinetuneSummary.of(data.metric(), values);
  }

  /** What came of the seeds of earlier commands, which must have had these settings, by seed. */
  private Map<Long, Double> findResults(TaskData data, Path output) throws IOException {
    Map<Long, Double> values = new TreeMap<>();
    for (long seed : OutputDirectory.findSeeds(output)) {
      Double value = run(seed, data).findResult();
      if (value != null) {
        values.put(seed, value);
      }
    }
    return values;
  }

  private SeedRun run(long seed, TaskData data) {
    return new SeedRun(config.ofSeed(seed), data, console);
  }

  /** FreeAT updates in every replay, so that a batch cannot be accumulated. */
  private void requireOneMicroBatch(TaskData data) {
    FineTuningSettings training = config.training();
    long longest =
        IntStream.range(0, data.train().getSize()).map(data.train()::getLength).max().orElse(0);
    long most = longest * training.batchSize();
    if (config.adversary().adversary() == AdversaryKind.FREEAT
        && most > training.microBatchTokens()) {
      throw new UsageException(
          "--adversary freeat updates in every replay of a batch, which must be in memory at once: a"
              + " batch may have %,d tokens (%d of %d), but --micro-batch-tokens is %,d"
                  .formatted(most, training.batchSize(), longest, training.microBatchTokens()));
    }
  }
}
