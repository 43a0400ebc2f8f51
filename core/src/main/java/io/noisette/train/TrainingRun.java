package io.noisette.train;

import io.noisette.command.Console;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.optim.Optimizer;
import io.noisette.run.AtomicDirectory;
import io.noisette.run.Checkpoint;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.ModelPath;
import io.noisette.run.OutputPlace;
import io.noisette.run.ResumeRules;
import io.noisette.run.RunFacts;
import io.noisette.run.RunLock;
import io.noisette.run.RunRecord;
import io.noisette.settings.HomeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      Path resumePoint = findResumePoint(settings, checkpoints, console);
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
   * state.
   */
  public TrainingState restore(Optimizer optimizer) throws IOException {
    if (resumePoint == null) {
      return TrainingState.START;
    }
    TrainerFiles files = new TrainerFiles(resumePoint);
    TrainingState state = files.readState();
    files.restore(optimizer, state);
    return state;
  }

  /**
   * Returns the writer of the checkpoints of the run.
   *
   * @param model function that writes the files of the model into a directory
   */
  public Checkpoints checkpoints(Optimizer optimizer, CheckpointDirectory.Content model) {
    return (state, best) -> {
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
      checkpoints.retain(keepLast, console::warn);
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

  private static @Nullable Path findResumePoint(
      RuntimeSettings settings, CheckpointDirectory checkpoints, Console console)
      throws IOException {
    String resume = settings.resume();
    if (resume.equals("auto") || resume.equals("never")) {
      Path newest = findUndamaged(checkpoints, settings.requireOutput(), console);
      if (newest != null) {
        TrainingState state = new TrainerFiles(newest).readState();
        checkpoints.restoreLinks(
            new Checkpoint(state.step(), newest), state.findBestStep() == state.step());
      }
      return newest;
    }
    return checkpointAt(
        HomeDirectory.require("--resume", resume), checkpoints, settings.requireOutput(), console);
  }

  /** Returns the newest undamaged checkpoint; null if there is no checkpoint at all. */
  private static @Nullable Path findUndamaged(
      CheckpointDirectory checkpoints, Path run, Console console) throws IOException {
    List<CorruptDataException> damaged = new ArrayList<>();
    Checkpoint latest =
        checkpoints.findLatest(
            damage -> {
              console.warn(damage.getMessage() + "; trying the previous checkpoint");
              damaged.add(damage);
            });
    if (latest == null && !damaged.isEmpty()) {
      throw new CorruptDataException(
          String.format(
              Locale.ROOT,
              "%s: all %d checkpoints are damaged; to start anew, take another --output",
              run,
              damaged.size()));
    }
    return latest == null ? null : latest.path();
  }

  private static Path checkpointAt(Path path, CheckpointDirectory own, Path output, Console console)
      throws IOException {
    String unfit = findUnfit(path);
    if (unfit != null) {
      throw new UsageException(
          "--resume %s: %s; give auto, never, a run, or a checkpoint such as RUN/checkpoints/latest"
              .formatted(path, unfit));
    }
    Path chosen =
        RunRecord.isIn(path) ? findUndamaged(CheckpointDirectory.view(path), path, console) : path;
    if (chosen == null) {
      throw new UsageException(
          "--resume %s: this run has no checkpoint yet; give a checkpoint, or a run that has one"
              .formatted(path));
    }
    Path real = chosen.toRealPath();
    Checkpoint checkpoint = new Checkpoint(new TrainerFiles(real).readState().step(), real);
    checkpoint.verify();
    if (!own.list().isEmpty() && !own.contains(real)) {
      throw new UsageException(
          "--output %s holds a run already, which does not go on from --resume %s; take another"
                  .formatted(output, path)
              + " --output, or --resume auto to resume the run there");
    }
    List<Checkpoint> newer = own.list().stream().filter(c -> c.step() > checkpoint.step()).toList();
    if (!newer.isEmpty()) {
      throw new UsageException(
          "--output %s holds newer checkpoints than --resume %s; take another --output"
              .formatted(output, path));
    }
    return real;
  }

  /** Returns why a path is neither a run nor a checkpoint, or null if it may be one. */
  private static @Nullable String findUnfit(Path path) {
    if (!Files.isDirectory(path)) {
      return Files.exists(path) ? "not a directory" : "there is no such directory";
    }
    boolean fits = RunRecord.isIn(path) || Files.exists(path.resolve(TrainerFiles.STATE));
    return fits
        ? null
        : "it has neither the run.json of a run nor the trainer.json of a checkpoint";
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
