package io.noisette.train;

import io.noisette.command.Console;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.optim.Optimizer;
import io.noisette.run.AtomicDirectory;
import io.noisette.run.Checkpoint;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.MetricsLog;
import io.noisette.run.ModelPath;
import io.noisette.run.OutputPlace;
import io.noisette.run.ResumeRules;
import io.noisette.run.RunFacts;
import io.noisette.run.RunLock;
import io.noisette.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Run directory that is open for training: it is locked, its {@code run.json} is written, and the
 * checkpoint to resume from is chosen.
 */
public final class TrainingRun implements AutoCloseable {

  private final Path directory;
  private final int keepLast;
  private final CheckpointDirectory.Content identity;
  private final RunLock lock;
  private final Console console;
  private final CheckpointDirectory checkpoints;
  private final @Nullable Path resumePoint;

  private TrainingRun(
      Path directory,
      int keepLast,
      CheckpointDirectory.Content identity,
      RunLock lock,
      CheckpointDirectory checkpoints,
      @Nullable Path resumePoint,
      Console console) {
    this.directory = directory;
    this.keepLast = keepLast;
    this.identity = identity;
    this.lock = lock;
    this.checkpoints = checkpoints;
    this.resumePoint = resumePoint;
    this.console = console;
  }

  /**
   * Opens a new run or resumes the run in the output directory, according to {@code --resume}.
   *
   * @param identity settings and digests of this start, compared with those of the existing run
   * @param facts facts about the run, for its record
   * @throws UsageException if the output directory is in use, holds other files, or holds a run
   *     with different settings, which the message names
   */
  public static TrainingRun open(
      RuntimeSettings settings, RunIdentity<?> identity, RunFacts facts, Console console)
      throws IOException {
    Path output = settings.requireOutput();
    refuseStrangers(output, settings.resume());
    OutputPlace.createDirectories(output);
    RunLock lock = RunLock.acquire(output);
    try {
      CheckpointDirectory checkpoints = CheckpointDirectory.open(output);
      Path resumePoint = new ResumePoint(settings, checkpoints, console).find();
      RunRecord record = identity.toRecord(facts);
      ResumeRules rules = identity.toResumeRules();
      writeRecord(output, resumePoint, record, rules, console);
      return new TrainingRun(
          output,
          settings.keepLast(),
          path -> record.writeIdentity(path, rules),
          lock,
          checkpoints,
          resumePoint,
          console);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * Returns the training state in the newest checkpoint of a run, or null if there is no
   * checkpoint.
   *
   * @throws UsageException if the run has settings or digests that differ from {@code identity}
   */
  public static @Nullable TrainingState findSavedState(Path directory, RunIdentity<?> identity)
      throws IOException {
    TrainingState saved = findSavedState(directory);
    if (saved != null && RunRecord.isIn(directory)) {
      identity.toResumeRules().check(directory, RunRecord.read(directory), identity.toRecord());
    }
    return saved;
  }

  /**
   * Returns the training state in the newest undamaged checkpoint of a run, or null; takes no lock,
   * so that the run may be training meanwhile.
   *
   * @throws CorruptDataException if all checkpoints are damaged
   */
  public static @Nullable TrainingState findSavedState(Path directory) throws IOException {
    Path newest = CheckpointDirectory.findNewest(directory, TrainerFiles.STATE);
    return newest == null ? null : new TrainerFiles(newest).readState();
  }

  /** Returns the run directory. */
  public Path getDirectory() {
    return directory;
  }

  /** Returns the checkpoint to resume from, or null for a new run. */
  public @Nullable Path getResumePoint() {
    return resumePoint;
  }

  /**
   * Restores the optimizer moments from the checkpoint to resume from, and returns its training
   * state; if the checkpoint is one of another run, nothing is the best so far.
   */
  public TrainingState restore(Optimizer optimizer) throws IOException {
    if (resumePoint == null) {
      return TrainingState.START;
    }
    TrainerFiles files = new TrainerFiles(resumePoint);
    TrainingState state = files.readState();
    files.restore(optimizer, state);
    return indexOf(resumePoint, checkpoints.list()) < 0 ? state.asStartOfAnotherRun() : state;
  }

  /**
   * Deletes checkpoints that a lower {@code --keep-last} no longer wants, before training goes on:
   * if the disk is full, the next one cannot be written before that.
   */
  public void makeRoom() throws IOException {
    List<Checkpoint> all = checkpoints.list();
    int resumed = resumePoint == null ? -1 : indexOf(resumePoint, all);
    if (resumed >= 0) {
      checkpoints.retain(all.get(resumed).step(), keepLast, console::warn);
    }
  }

  private static int indexOf(Path path, List<Checkpoint> checkpoints) throws IOException {
    for (int i = 0; i < checkpoints.size(); i++) {
      if (Files.isSameFile(checkpoints.get(i).path(), path)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Returns the writer of the checkpoints of the run.
   *
   * @param model function that writes the files of the model into a directory
   */
  public Checkpoints checkpoints(Optimizer optimizer, CheckpointDirectory.Content model) {
    return (state, best) -> {
      MetricsLog.force(directory); // what chose the best checkpoint must not be lost behind it
      Checkpoint checkpoint =
          checkpoints.write(
              state.step(),
              path -> {
                model.writeTo(path);
                new TrainerFiles(path).write(state, optimizer);
                identity.writeTo(path);
              });
      if (best) {
        checkpoints.markBest(checkpoint);
      }
      checkpoints.retain(state.step(), keepLast, console::warn);
    };
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void refuseStrangers(Path output, String resume) throws IOException {
    if (!Files.isDirectory(output)) {
      if (Files.exists(output)) {
        throw new UsageException(
            "--output " + output + " is a file, not a directory; choose another path");
      }
      return;
    }
    try (Stream<Path> entries = Files.list(output)) {
      // A start that was killed leaves its lock and perhaps a half-written record.
      boolean empty =
          entries.allMatch(
              path -> path.endsWith(RunLock.FILE_NAME) || AtomicDirectory.isLeftover(path));
      if (!empty && resume.equals("never")) {
        throw new UsageException(
            "--output " + output + " is not empty, but --resume never requires an empty directory");
      }
      if (!empty && !RunRecord.isIn(output)) {
        throw new UsageException(
            "--output " + output + " is not empty and contains no run; choose another directory");
      }
    }
  }

  /** What a run without a checkpoint was started with binds no one: nothing of it goes on. */
  private static void writeRecord(
      Path output, @Nullable Path resumePoint, RunRecord record, ResumeRules rules, Console console)
      throws IOException {
    List<RunRecord.Session> earlier = List.of();
    List<String> changes = List.of();
    long fromStep = 0;
    if (resumePoint != null) {
      fromStep = new TrainerFiles(resumePoint).readState().step();
      RunRecord own = RunRecord.findIdentity(resumePoint);
      if (own != null) {
        rules.check(resumePoint, own, record);
      }
      Path run = ModelPath.findRun(resumePoint);
      if (run != null) {
        RunRecord before = RunRecord.read(run);
        changes = rules.check(run, before, record);
        earlier = before.sessions();
        changes.forEach(
            change -> console.info("changed since the last start of the run: " + change));
      } else if (own == null) {
        console.warn(
            resumePoint
                + ": an older version wrote this checkpoint, and it is not in a run directory, so"
                + " its settings cannot be compared with the given ones");
      }
    }
    RunRecord.Session session = new RunRecord.Session(Instant.now().toString(), fromStep, changes);
    record.after(earlier, session).write(output);
  }
}
