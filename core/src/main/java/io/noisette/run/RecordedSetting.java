package io.noisette.run;

import io.noisette.failure.CorruptDataException;
import io.noisette.settings.HomeDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Value of a setting in the record of the run that a start is going to resume. */
public final class RecordedSetting {

  private RecordedSetting() {}

  /**
   * Returns the recorded value, as in {@code run.json}; null for a new run, and if there is no
   * record of it. Damage is left to the start of the training, which knows what to do about it.
   *
   * @param name name of the setting
   * @param resume value of {@code --resume}
   * @param output value of {@code --output}: a run, or a directory of runs of one precision
   */
  public static @Nullable Object find(String name, String resume, @Nullable Path output)
      throws IOException {
    try {
      Path checkpoint = findCheckpoint(resume, output);
      return checkpoint == null ? null : findAt(checkpoint, name);
    } catch (CorruptDataException e) {
      return null;
    }
  }

  private static @Nullable Path findCheckpoint(String resume, @Nullable Path output)
      throws IOException {
    if (resume.equals("never")) {
      return null;
    }
    if (resume.equals("auto")) {
      return output == null ? null : findNewest(output);
    }
    Path given = HomeDirectory.require("--resume", resume);
    return RunRecord.isIn(given) ? findNewest(given) : given;
  }

  /** Returns the newest checkpoint of a run, or of the first of several that have begun. */
  private static @Nullable Path findNewest(Path directory) throws IOException {
    for (Path run : findRuns(directory)) {
      List<Checkpoint> checkpoints = CheckpointDirectory.view(run).list();
      if (!checkpoints.isEmpty()) {
        return checkpoints.get(checkpoints.size() - 1).path();
      }
    }
    return null;
  }

  private static List<Path> findRuns(Path directory) throws IOException {
    if (RunRecord.isIn(directory)) {
      return List.of(directory);
    }
    return Files.isDirectory(directory) ? ModelPath.findRunsIn(directory) : List.of();
  }

  private static @Nullable Object findAt(Path checkpoint, String name) throws IOException {
    if (!Files.isDirectory(checkpoint)) {
      return null;
    }
    RunRecord own = RunRecord.findIdentity(checkpoint);
    Object value = own == null ? null : own.settings().get(name);
    Path run = value == null ? ModelPath.findRun(checkpoint) : null;
    return run == null ? value : RunRecord.read(run).settings().get(name);
  }
}
