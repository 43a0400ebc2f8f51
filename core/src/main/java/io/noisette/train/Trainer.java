package io.noisette.train;

import ai.djl.ndarray.NDManager;
import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.engine.MatrixSpeed;
import io.noisette.engine.Torch;
import io.noisette.engine.TrainableModel;
import io.noisette.failure.UsageException;
import io.noisette.run.CheckpointTimer;
import io.noisette.run.Machine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Trainer for any {@link TrainingTask}: opens or resumes the run directory, trains, validates, logs
 * and saves checkpoints.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.of(config.runtime(), console);
 * try (Data data = Data.open(config)) {
 *   return trainer.train(new Pretraining(config.withRuntime(trainer.getRuntime()), data), stop);
 * }
 * }</pre>
 */
public final class Trainer {

  private final RuntimeSettings runtime;
  private final Console console;

  private Trainer(RuntimeSettings runtime, Console console) {
    this.runtime = runtime;
    this.console = console;
  }

  /**
   * Creates a trainer; must be called before data are read.
   *
   * @throws UsageException if the settings name no output directory
   */
  public static Trainer of(RuntimeSettings runtime, Console console) throws IOException {
    RuntimeSettings settled = runtime.settledOn(Machine.describe(), console);
    settled.requireOutput();
    return new Trainer(settled, console);
  }

  /**
   * Returns the runtime settings, with values that depend on the machine, such as precision {@code
   * auto}, replaced by definite ones.
   */
  public RuntimeSettings getRuntime() {
    return runtime;
  }

  /** Returns a trainer with the same settings that writes to another run directory. */
  public Trainer withOutput(Path output) {
    return new Trainer(runtime.with(it -> it.output(output)), console);
  }

  /** Trains to the last step or until a stop is requested; returns the final training state. */
  public <M extends TrainableModel, B> TrainingState train(TrainingTask<M, B> task, StopSignal stop)
      throws IOException {
    return train(
        task,
        stop,
        (run, plan, start) -> {
          introduce(plan, start);
          int steps = task.getLoopSettings().steps();
          double most = measureCeiling() / Math.max(1, plan.countOperations());
          return new RunLog(console, run.getDirectory(), runtime, steps, start, most);
        });
  }

  /** Trains like {@link #train(TrainingTask, StopSignal)}, but reports to {@code log} only. */
  public <M extends TrainableModel, B> TrainingState train(
      TrainingTask<M, B> task, StopSignal stop, TrainingLog log) throws IOException {
    return train(task, stop, (run, plan, start) -> log);
  }

  /** Factory of the log of a run, called when the run is ready to begin. */
  @FunctionalInterface
  private interface LogOpener {
    TrainingLog open(TrainingRun run, RunPlan plan, TrainingState start) throws IOException;
  }

  private <M extends TrainableModel, B> TrainingState train(
      TrainingTask<M, B> task, StopSignal stop, LogOpener logs) throws IOException {
    Torch.setThreads(runtime.threads());
    try (TrainingRun run = TrainingRun.open(runtime, task.getIdentity(), task.getFacts(), console);
        NDManager manager = Torch.newManager(runtime.device());
        M model = openModel(task, manager, run.getResumePoint());
        UpdateRule rule = task.newUpdateRule(manager, model);
        TrainStep<B> step = task.newStep(manager, model)) {
      TrainingState start = run.restore(rule.optimizer());
      if (!task.getLoopSettings().isOver(start)) {
        run.makeRoom();
      }
      try (TrainingLog log = logs.open(run, task.toPlan(model), start)) {
        TrainingLoop<B> loop =
            new TrainingLoop<>(
                task.getLoopSettings(),
                task.newBatches(model),
                step,
                rule,
                newValidator(task, manager, model),
                run.checkpoints(rule.optimizer(), path -> task.write(path, model)),
                log,
                new CheckpointTimer(runtime.checkpointMinutes(), System::nanoTime));
        log.started(start);
        return loop.train(start, stop);
      }
    }
  }

  private static <M extends TrainableModel> @Nullable Validator newValidator(
      TrainingTask<M, ?> task, NDManager manager, M model) throws IOException {
    Validator validator = task.newValidator(manager, model);
    String choice = task.getFacts().choice();
    if (validator != null && !validator.getChoice().equals(choice)) {
      throw new IllegalStateException(
          "the facts of the run name " + choice + ", its validator " + validator.getChoice());
    }
    return validator;
  }

  private static <M extends TrainableModel> M openModel(
      TrainingTask<M, ?> task, NDManager manager, @Nullable Path checkpoint) throws IOException {
    Path from = checkpoint != null ? checkpoint : task.findStart();
    return from == null ? task.initialize(manager) : task.read(manager, from);
  }

  /** Returns the operations per second that no step can exceed. */
  private double measureCeiling() {
    try (NDManager manager = Torch.newManager(runtime.device())) {
      return MatrixSpeed.measure(manager, runtime.precision());
    }
  }

  private void introduce(RunPlan plan, TrainingState start) {
    plan.introduce(console);
    if (start.step() > 0) {
      console.info(
          String.format(
              Locale.ROOT, "resuming from step %,d in %s", start.step(), runtime.requireOutput()));
    }
  }
}
