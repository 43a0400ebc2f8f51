package io.noisette.distillation.classifier;

import io.noisette.command.Console;
import io.noisette.command.StopSignal;
import io.noisette.report.RunReports;
import io.noisette.train.Trainer;
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
   * Trains a student, or resumes its run.
   *
   * @param title of the student, which is printed with its random seed
   * @return the best dev metric; null if a stop was requested before the last step
   */
  public @Nullable Double train(String title, StudentRun run, StudentData data) throws IOException {
    if (stop.isRequested()) {
      return null; // before a model is opened that would be stopped at once
    }
    Path directory = run.runtime().requireOutput();
    StudentTraining task = new StudentTraining(run, data, console);
    console.info(title + ", seed " + run.seed());
    TrainingState end =
        observer.observe(directory, () -> trainer.withOutput(directory).train(task, stop));
    return task.getLoopSettings().isOver(end) ? end.best() : null;
  }
}
