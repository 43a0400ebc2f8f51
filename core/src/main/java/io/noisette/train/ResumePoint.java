package io.noisette.train;

import io.noisette.command.Console;
import io.noisette.failure.CorruptDataException;
import io.noisette.failure.UsageException;
import io.noisette.run.Checkpoint;
import io.noisette.run.CheckpointDirectory;
import io.noisette.run.RunRecord;
import io.noisette.settings.HomeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Choice of the checkpoint that a run resumes from, according to {@code --resume}. */
record ResumePoint(RuntimeSettings settings, CheckpointDirectory checkpoints, Console console) {

  /**
   * Returns the checkpoint to resume from, or null for a new run.
   *
   * @throws UsageException if {@code --resume} names no checkpoint that the output directory can
   *     continue
   * @throws CorruptDataException if all checkpoints are damaged
   */
  @Nullable Path find() throws IOException {
    String resume = settings.resume();
    if (resume.equals("auto") || resume.equals("never")) {
      Path newest = findUndamaged(checkpoints, settings.requireOutput());
      if (newest != null) {
        TrainingState state = new TrainerFiles(newest).readState();
        checkpoints.restoreLinks(
            new Checkpoint(state.step(), newest), state.findBestStep() == state.step());
      }
      return newest;
    }
    return checkpointAt(HomeDirectory.require("--resume", resume), settings.requireOutput());
  }

  /** Returns the newest undamaged checkpoint; null if there is no checkpoint at all. */
  private @Nullable Path findUndamaged(CheckpointDirectory checkpoints, Path run)
      throws IOException {
    List<CorruptDataException> damaged = new ArrayList<>();
    Checkpoint latest =
        checkpoints.findLatest(
            path -> new TrainerFiles(path).readState(),
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

  private Path checkpointAt(Path path, Path output) throws IOException {
    String unfit = findUnfit(path);
    if (unfit != null) {
      throw new UsageException(
          "--resume %s: %s; give auto, never, a run, or a checkpoint such as RUN/checkpoints/latest"
              .formatted(path, unfit));
    }
    Path chosen = RunRecord.isIn(path) ? findUndamaged(CheckpointDirectory.view(path), path) : path;
    if (chosen == null) {
      throw new UsageException(
          "--resume %s: this run has no checkpoint yet; give a checkpoint, or a run that has one"
              .formatted(path));
    }
    Path real = chosen.toRealPath();
    Checkpoint checkpoint = new Checkpoint(new TrainerFiles(real).readState().step(), real);
    checkpoint.verify();
    if (!checkpoints.list().isEmpty() && !checkpoints.contains(real)) {
      throw new UsageException(
          "--output %s holds a run already, which does not go on from --resume %s; take another"
                  .formatted(output, path)
              + " --output, or --resume auto to resume the run there");
    }
    List<Checkpoint> newer =
        checkpoints.list().stream().filter(c -> c.step() > checkpoint.step()).toList();
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
}
