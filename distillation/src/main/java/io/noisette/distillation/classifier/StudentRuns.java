package io.noisette.distillation.classifier;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.report.RunReports;
import io.noisette.train.Trainer;
import io.noisette.train.TrainingRun;
import io.noisette.train.TrainingState;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Trains students one after the other, each in a run directory of its own. */
public final class StudentRuns {

  private final Trainer trainer;
  private final Observer observer;
  private final Console console;
  private final StopSignal stop;

  /** Hook around each training run. */
  @FunctionalInterface
  public interface Observer {

    /** Trains without acting before or after. */
    Observer NONE = (run, training) -> training.train();

    /** Runs a training and returns its result, acting before and after as needed. */
    TrainingState observe(Path run, RunReports.Training<TrainingState> training) throws IOException;
  }

  /** Creates the runs of a command. */
  public StudentRuns(Trainer trainer, Console console, StopSignal stop, Observer observer) {
    this.trainer = trainer;
    this.console = console;
    this.stop = stop;
    this.observer = observer;
  }

  /**
   * Returns what a student has reached whose run an earlier command has finished; null if it is
   * unfinished or does not exist.
   *
   * @throws io.noisette.failure.UsageException if there is a run with other settings or inputs
   */
  public static @Nullable StudentEnd findEnd(StudentRun run) throws IOException {
    TrainingState saved = TrainingRun.findSavedState(run.runtime().requireOutput(), run.identity());
    return saved == null ? null : toEnd(run, saved);
  }

  /**
   * Trains a student, or resumes its run.
   *
   * @param title of the student, which is printed with its random seed
   * @return what it has reached; null if a stop was requested before the last step
   */
  public @Nullable StudentEnd train(String title, StudentRun run, StudentData data)
      throws IOException {
    if (stop.isRequested()) {
      return null; // before a model is opened that would be stopped at once
    }
    Path directory = run.runtime().requireOutput();
    StudentTraining task = new StudentTraining(run, data, console);
    console.info(title + ", seed " + run.seed());
    TrainingState end =
        observer.observe(directory, () -> trainer.withOutput(directory).train(task, stop));
    return toEnd(run, end);
  }

  private static @Nullable StudentEnd toEnd(StudentRun run, TrainingState state) {
    Double best = state.best();
    return best != null && run.toLoopSettings().isOver(state)
        ? new StudentEnd(state.step(), best)
        : null;
  }
}
